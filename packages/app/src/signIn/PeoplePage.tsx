// SPDX-License-Identifier: Apache-2.0

import {
  Header,
  Page,
  Progress,
  WarningPanel,
} from '@backstage/core-components';
import {
  configApiRef,
  discoveryApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import Avatar from '@material-ui/core/Avatar';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import CardActionArea from '@material-ui/core/CardActionArea';
import Grid from '@material-ui/core/Grid';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useAsync from 'react-use/esm/useAsync';

type DemoPerson = { name: string; displayName: string; teams: string[] };

const useStyles = makeStyles(theme => ({
  avatar: {
    width: 48,
    height: 48,
    fontSize: 18,
    color: '#fff',
    backgroundColor: '#1f5a54',
  },
  people: { listStyle: 'none', paddingLeft: 0 },
  person: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-start',
    gap: theme.spacing(2),
    padding: theme.spacing(2),
  },
}));

/** The first letters of somebody's names, as "AH". */
function initialsOf(name: string): string {
  return name
    .split(' ')
    .map(part => part[0])
    .join('')
    .slice(0, 2);
}

/** The people that the backend lets in without a password. */
function useDemoPeople() {
  const discoveryApi = useApi(discoveryApiRef);
  return useAsync(async (): Promise<DemoPerson[]> => {
    // nobody is signed in yet, so there is no token that fetchApi could add
    const response = await fetch(
      `${await discoveryApi.getBaseUrl('auth')}/demo/people`,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return (await response.json()).items;
  }, [discoveryApi]);
}

/** What the backend says, not just that it answered with an error. */
function reasonOf(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}

/** Offers the demo people, and entering as a guest. */
export const PeoplePage = (props: {
  /** Why the last try was refused. */
  error?: Error;
  /** Called with a person's name, or with `guest`. */
  onChoose: (name: string) => void;
}) => {
  const { error, onChoose } = props;
  const appTitle = useApi(configApiRef).getString('app.title');
  const classes = useStyles();
  const people = useDemoPeople();
  const problem = error ?? people.error;

  return (
    <Page themeId="home">
      <Header
        title={appTitle}
        subtitle="For development: nobody needs a password here"
      />
      <Box component="article" gridArea="pageContent" p={3}>
        <Typography variant="h4" component="h2" gutterBottom>
          Who are you today?
        </Typography>
        {problem && (
          <WarningPanel
            severity="warning"
            defaultExpanded
            title={
              error
                ? 'You could not be signed in'
                : 'The demo people are not available'
            }
            message={`${reasonOf(problem)}. Is the backend running, in development mode?`}
          />
        )}
        {people.loading && <Progress />}
        <Grid container spacing={3} component="ul" className={classes.people}>
          {people.value?.map(person => (
            <Grid key={person.name} item xs={12} sm={6} lg={3} component="li">
              <Card>
                <CardActionArea
                  className={classes.person}
                  onClick={() => onChoose(person.name)}
                >
                  <Avatar className={classes.avatar} aria-hidden>
                    {initialsOf(person.displayName)}
                  </Avatar>
                  <div>
                    <Typography variant="h6" component="span">
                      {person.displayName}
                    </Typography>
                    <Typography variant="body2" color="textSecondary">
                      {person.teams.join(', ')}
                    </Typography>
                  </div>
                </CardActionArea>
              </Card>
            </Grid>
          ))}
        </Grid>
        <Typography variant="body1" paragraph style={{ marginTop: 24 }}>
          A guest is in no team, so nothing is theirs: no action items, no
          services.
        </Typography>
        <Button variant="outlined" onClick={() => onChoose('guest')}>
          Enter as guest
        </Button>
      </Box>
    </Page>
  );
};
