// SPDX-License-Identifier: Apache-2.0

import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { MouseEvent, ReactNode, useState } from 'react';

type Item = { label: string; onClick: () => void };

/** A button that opens a menu. */
export const ActionsMenu = (props: {
  /** Of the menu, for the button to name. */
  id: string;
  button: (attributes: {
    'aria-haspopup': 'menu';
    'aria-controls'?: string;
    'aria-expanded'?: true;
    onClick: (event: MouseEvent<HTMLElement>) => void;
  }) => ReactNode;
  /** Those that are false are left out. */
  items: Array<Item | false>;
}) => {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      {props.button({
        'aria-haspopup': 'menu',
        ...(anchor && { 'aria-controls': props.id, 'aria-expanded': true }),
        onClick: event => setAnchor(event.currentTarget),
      })}
      <Menu id={props.id} anchorEl={anchor} open={!!anchor} onClose={close}>
        {props.items
          .filter(item => item !== false)
          .map(({ label, onClick }) => (
            <MenuItem
              key={label}
              onClick={() => {
                close();
                onClick();
              }}
            >
              {label}
            </MenuItem>
          ))}
      </Menu>
    </>
  );
};
