// SPDX-License-Identifier: Apache-2.0

import Link from '@material-ui/core/Link';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import { Link as RouterLink } from 'react-router-dom';

const steps = [
  {
    to: '/catalog/default/component/payment-service/postmortems',
    title: 'Read the history of payment-service',
    text: 'Its incidents, what came back and which actions are still open.',
  },
  {
    to: '/catalog',
    title: 'Choose another service',
    text: 'Every service, system and domain has a Postmortems tab.',
  },
  {
    to: '/settings',
    title: 'Be somebody else',
    text: 'Sign out in the settings and enter as another of the demo people.',
  },
];

/** Where to begin in the demo. */
export const Content = () => (
  <List disablePadding>
    {steps.map(step => (
      <ListItem key={step.to} disableGutters>
        <ListItemText
          primary={
            <Link component={RouterLink} to={step.to}>
              {step.title}
            </Link>
          }
          secondary={step.text}
        />
      </ListItem>
    ))}
  </List>
);
