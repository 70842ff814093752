// SPDX-License-Identifier: Apache-2.0

import { Header, Page } from '@backstage/core-components';
import {
  configApiRef,
  identityApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import Box from '@material-ui/core/Box';
import Grid from '@material-ui/core/Grid';
import useAsync from 'react-use/esm/useAsync';

/**
 * The landing page: what the postmortems plugin brings takes the wide column,
 * the small widgets stand beside it, and on a narrow screen below it.
 */
export const HomeLayout = ({ widgets }: HomePageLayoutProps) => {
  const identityApi = useApi(identityApiRef);
  const appTitle = useApi(configApiRef).getString('app.title');
  const { value: profile } = useAsync(
    () => identityApi.getProfileInfo(),
    [identityApi],
  );
  const isWide = (widget: HomePageLayoutProps['widgets'][number]) =>
    widget.node.spec.plugin?.pluginId === 'postmortems';
  const columns = [
    { width: 8 as const, widgets: widgets.filter(isWide) },
    { width: 4 as const, widgets: widgets.filter(widget => !isWide(widget)) },
  ].filter(column => column.widgets.length > 0);

  return (
    <Page themeId="home">
      <Header
        title={profile?.displayName ? `Hello, ${profile.displayName}` : 'Hello'}
        pageTitleOverride="Home"
        subtitle={appTitle}
      />
      <Box component="article" gridArea="pageContent" p={3}>
        <Grid container spacing={3}>
          {columns.map(column => (
            <Grid
              key={column.width}
              item
              xs={12}
              md={columns.length > 1 ? column.width : 12}
            >
              <Grid container spacing={3} direction="column" wrap="nowrap">
                {column.widgets.map(widget => (
                  <Grid key={widget.node.spec.id} item>
                    {widget.component}
                  </Grid>
                ))}
              </Grid>
            </Grid>
          ))}
        </Grid>
      </Box>
    </Page>
  );
};
