// SPDX-License-Identifier: Apache-2.0

import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useConfirmedSelect } from './useConfirmedSelect';

const onConfirm = jest.fn();

const Select = (props: { onLeave: 'confirm' | 'forget' }) => {
  const { value, isHeld, handlers } = useConfirmedSelect({
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
      {isHeld && 'held'}
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
  return { select, press, step };
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
