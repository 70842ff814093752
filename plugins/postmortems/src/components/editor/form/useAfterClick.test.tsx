// SPDX-License-Identifier: Apache-2.0

import { fireEvent, renderHook } from '@testing-library/react';
import { useAfterClick } from './useAfterClick';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function open() {
  const { result, unmount } = renderHook(useAfterClick);
  const run = jest.fn();
  const ask = (what = run) => result.current(what);
  return { run, ask, unmount };
}

const press = (button = 0) => fireEvent.pointerDown(document.body, { button });

it('runs at once where nothing is pressed', () => {
  const { run, ask } = open();
  ask();
  expect(run).toHaveBeenCalledTimes(1);
});

it('waits for the click, and runs the last of what waits, once', () => {
  const { run, ask } = open();
  const earlier = jest.fn();
  press();
  ask(earlier);
  ask();
  fireEvent.pointerUp(document.body, { button: 0 });
  // The click comes now.
  expect(run).not.toHaveBeenCalled();
  jest.runAllTimers();
  expect(run).toHaveBeenCalledTimes(1);
  expect(earlier).not.toHaveBeenCalled();
});

it('waits for no release that is never heard', () => {
  const { run, ask } = open();
  // The menu of the browser swallows it.
  press(2);
  ask();
  expect(run).toHaveBeenCalledTimes(1);

  press();
  fireEvent.contextMenu(document.body);
  ask();
  expect(run).toHaveBeenCalledTimes(2);

  press();
  ask();
  expect(run).toHaveBeenCalledTimes(2);
  fireEvent.keyDown(document.body, { key: 'Tab' });
  expect(run).toHaveBeenCalledTimes(3);
  ask();
  expect(run).toHaveBeenCalledTimes(4);
});

it.each(['pressed', 'released'])(
  'runs nothing of a form that is gone: %s',
  how => {
    const { run, ask, unmount } = open();
    press();
    ask();
    if (how === 'released') fireEvent.pointerUp(document.body);
    unmount();
    fireEvent.pointerUp(document.body);
    jest.runAllTimers();
    expect(run).not.toHaveBeenCalled();
  },
);
