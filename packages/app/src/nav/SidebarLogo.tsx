// SPDX-License-Identifier: Apache-2.0

import { sidebarConfig, useSidebarOpenState } from '@backstage/core-components';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import { Link as RouterLink } from 'react-router-dom';

const useStyles = makeStyles(theme => ({
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    height: 2 * sidebarConfig.logoHeight,
    paddingLeft:
      (sidebarConfig.drawerWidthClosed - sidebarConfig.logoHeight) / 2,
    color: theme.palette.navigation.selectedColor,
    whiteSpace: 'nowrap',
  },
  mark: {
    flex: 'none',
    width: sidebarConfig.logoHeight,
    fill: 'none',
    stroke: '#8fd3c8',
    strokeWidth: 2.6,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  },
  name: {
    fontFamily: theme.typography.fontFamily,
    fontWeight: 700,
    lineHeight: 1.2,
    '& small': { display: 'block', fontWeight: 400, opacity: 0.8 },
  },
}));

/** The portal's mark, a pulse that goes on, and its name while there is room. */
export const SidebarLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      component={RouterLink}
      to="/"
      underline="none"
      className={classes.link}
      aria-label="Home"
    >
      <svg className={classes.mark} viewBox="0 0 32 32" aria-hidden>
        <path d="M2 17h7l3-9 6 17 3-8h9" />
      </svg>
      {isOpen && (
        <span className={classes.name}>
          Postmortems <small>demo portal</small>
        </span>
      )}
    </Link>
  );
};
