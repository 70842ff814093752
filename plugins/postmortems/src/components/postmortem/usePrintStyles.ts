// SPDX-License-Identifier: Apache-2.0

import { makeStyles } from '@material-ui/core/styles';

/**
 * While the page is shown: on paper there is neither sidebar nor header, no
 * area scrolls by itself, and everything is black on white.
 */
export const usePrintStyles = makeStyles({
  '@global': {
    '@media print': {
      // The sidebar, and the page headers of both frontend systems.
      'nav, header, .bui-PluginHeader, .MuiBottomNavigation-root': {
        display: 'none !important',
      },
      'html, body, #root, #root > div, main, article': {
        height: 'auto !important',
        overflow: 'visible !important',
        padding: '0 !important',
      },
      'body, body *': {
        color: '#000 !important',
        backgroundColor: 'transparent !important',
        borderColor: '#888 !important',
        boxShadow: 'none !important',
      },
      body: { backgroundColor: '#fff !important' },
    },
  },
});
