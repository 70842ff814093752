// SPDX-License-Identifier: Apache-2.0

import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useConfirmedSelect } from './useConfirmedSelect';

const onConfirm = jest.fn();

const Select = (props: { onLeave: 'confirm' | 'forget' }) => {
  const { value, isUnconfirmed, handlers } = useConfirmedSelect({
    value: 'open',
    onConfirm,
    onLeave: props.onLeave,
  });
  return (
    <>
      <select aria-label="Status" value={value} {...handlers}>
        <option>open</option>
        <option>in-progress</option>
        <option>done</option>
      </select>
      {isUnconfirmed && 'held'}
      <button>Elsewhere</button>
    </>
  );
};

function open(onLeave: 'confirm' | 'forget' = 'confirm') {
  onConfirm.mockClear();
  render(<Select onLeave={onLeave} />);
  const select = screen.getByRole('combobox', { name: 'Status' });
  const press = (key: string, init = {}) =>
    fireEvent.keyDown(select, { key, ...init });
  /** What a browser does on a closed list. */
  const step = (value: string) => {
    press('ArrowDown');
    fireEvent.change(select, { target: { value } });
  };
  /** jsdom has no list; a browser says whether it is open. */
  const showList = (isOpen: boolean) => {
    select.matches = selector =>
      selector === ':open'
        ? isOpen
        : HTMLElement.prototype.matches.call(select, selector);
  };
  return { select, press, step, showList };
}

it('carries out what is confirmed, and nothing on the way to it', () => {
  const { select, press, step } = open();
  step('in-progress');
  step('done');
  expect(select).toHaveValue('done');
  expect(screen.getByText('held')).toBeInTheDocument();
  expect(onConfirm).not.toHaveBeenCalled();
  press('Enter');
  expect(onConfirm.mock.calls).toEqual([['done']]);
});

it('takes back what is not confirmed', () => {
  const { select, press, step } = open();
  step('in-progress');
  press('Escape');
  expect(select).toHaveValue('open');
  fireEvent.blur(select);
  expect(onConfirm).not.toHaveBeenCalled();
});

it.each([
  ['confirm', [['done']]],
  ['forget', []],
] as const)('is left: %s', async (onLeave, expected) => {
  const { select, step } = open(onLeave);
  select.focus();
  step('done');
  await userEvent.tab();
  expect(onConfirm.mock.calls).toEqual(expected);
});

it('takes what is chosen from the open list at once', async () => {
  const { select, press, step } = open();
  await userEvent.selectOptions(select, 'done');
  expect(onConfirm.mock.calls).toEqual([['done']]);
  // Opened by keyboard, after a step on the closed list.
  step('in-progress');
  press('Escape');
  press('ArrowDown', { altKey: true });
  fireEvent.change(select, { target: { value: 'in-progress' } });
  expect(onConfirm).toHaveBeenLastCalledWith('in-progress');
});

it('leaves the keys of the open list to the browser, as Firefox sends them', () => {
  const { select, press, step, showList } = open('forget');
  fireEvent.pointerDown(select);
  showList(true);
  press('ArrowDown');
  fireEvent.change(select, { target: { value: 'in-progress' } });
  showList(false);
  expect(onConfirm.mock.calls).toEqual([['in-progress']]);

  // After a step on the closed list, which Enter in the list does not mean.
  step('in-progress');
  press('ArrowDown', { altKey: true });
  showList(true);
  press('ArrowDown');
  expect(press('Enter')).toBe(true);
  expect(onConfirm).toHaveBeenCalledTimes(1);
  showList(false);
  fireEvent.change(select, { target: { value: 'done' } });
  expect(onConfirm.mock.calls.slice(1)).toEqual([['done']]);
  expect(screen.queryByText('held')).not.toBeInTheDocument();
});

it.each(['confirm', 'forget'] as const)(
  'waits on while the window is left: %s',
  onLeave => {
    const { select, press, step } = open(onLeave);
    act(() => select.focus());
    step('done');
    // As browsers send it: the field has the keyboard when the window is back.
    fireEvent.blur(select);
    expect(screen.getByText('held')).toBeInTheDocument();
    expect(onConfirm).not.toHaveBeenCalled();
    press('Enter');
    expect(onConfirm.mock.calls).toEqual([['done']]);
  },
);
