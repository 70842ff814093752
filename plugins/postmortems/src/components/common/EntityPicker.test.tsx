import { renderInTestApp } from '@backstage/frontend-test-utils';
import { translationApiRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { apiMock } from '../../__testUtils__/apiMock';
import { CausePicker } from '../causes/CausePicker';
import { EntityPicker } from './EntityPicker';

jest.setTimeout(60_000);

const picker = (
  <EntityPicker
    label="System"
    kinds={['Component']}
    value="component:default/payment"
    onChange={() => {}}
  />
);

it('says that the catalog does not answer, not that it has no such entity', async () => {
  const catalog = catalogApiMock.mock({
    queryEntities: async () => {
      throw new Error('away');
    },
  });
  renderInTestApp(picker, { apis: [[catalogApiRef, catalog]] });
  await userEvent.click(await screen.findByRole('textbox', { name: 'System' }));
  expect(
    await screen.findByText(/^The catalog does not answer/),
  ).toBeInTheDocument();
});

it.each([
  ['systems', picker],
  [
    'causes',
    <CausePicker
      key="1"
      label="Cause"
      value={{ id: 'c1', name: 'No gate' }}
      onChange={() => {}}
    />,
  ],
])('has its buttons in the language of the page: %s', async (_, drawn) => {
  const translations = {
    getTranslation: () => ({ ready: true, t: (key: string) => key }),
    translation$: () => ({ subscribe: () => ({ unsubscribe: () => {} }) }),
  } as any;
  renderInTestApp(drawn, {
    apis: [
      [catalogApiRef, catalogApiMock()],
      apiMock(),
      [translationApiRef, translations],
    ],
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'editor.picker.open' }),
  );
  expect(
    await screen.findByRole('button', { name: 'editor.picker.close' }),
  ).toBeInTheDocument();
  // Seen while one points at it.
  expect(screen.getByTitle('editor.picker.clear')).toBeInTheDocument();
});
