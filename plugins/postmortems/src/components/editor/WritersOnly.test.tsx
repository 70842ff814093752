// SPDX-License-Identifier: Apache-2.0

import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { renderEditor } from './__testUtils__/renderEditor';

jest.setTimeout(60_000);

it.each(['/postmortems/new', '/postmortems/import'])(
  'says on %s that one may not write, before anything is written',
  async path => {
    renderEditor({ path, api: {}, authorize: AuthorizeResult.DENY });
    expect(
      await screen.findByText(
        'You may read postmortems here, but not write them.',
        {},
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  },
);
