// SPDX-License-Identifier: Apache-2.0

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ReactNode } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { namedAmong, typedRef, useNameOf } from './entities';
import { Pickable, SearchPicker, useTyping } from '../kit/SearchPicker';
import { searchEntities } from './searchEntities';
import { useSearch } from '../kit/useSearch';
import { useKnownEntities } from './useKnownEntities';
import { useOwnership } from './currentUser';

type EntityPickerProps = {
  id?: string;
  className?: string;
  label: string;
  kinds: readonly string[];
  /** Entity refs. */
  value: readonly string[];
  onChange: (refs: string[]) => void;
  onBlur?: () => void;
  /** At most one. */
  single?: boolean;
  help?: ReactNode;
  problem?: string;
};

const NOTHING = { entities: [], more: false };

/** The second line of an option: what tells it from others of that name. */
function detailOf(entity: Entity, title: string): string {
  const { name, namespace, description } = entity.metadata;
  const profile = entity.spec?.profile as { email?: string } | undefined;
  const path =
    !namespace || namespace === 'default' ? name : `${namespace}/${name}`;
  return [
    entity.kind,
    path === title ? undefined : path,
    description ?? profile?.email,
  ]
    .filter(Boolean)
    .join(' · ');
}

/**
 * Picks entities by searching the catalog. A ref that the catalog does not
 * know can be typed in full; it is marked as unknown.
 */
export const EntityPicker = (props: EntityPickerProps) => {
  const { kinds, value } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { user } = useOwnership();
  const me = user && kinds.includes(user.split(':')[0]) ? user : undefined;
  const { known, learn } = useKnownEntities(me ? [...value, me] : value);
  const nameOf = useNameOf();
  const typing = useTyping();
  const text = typing.text?.trim() ?? '';
  const catalog = useApi(catalogApiRef);
  const {
    value: found = NOTHING,
    loading,
    failed,
  } = useSearch({
    text,
    question: `${kinds.join(' ')}\n${text}`,
    active: typing.active,
    search: () => searchEntities(catalog, text, kinds),
  });

  const nameOfRef = (ref: string) =>
    nameOf(known.get(ref) ?? ref, namedAmong(ref, value));
  const unknown = value.filter(ref => known.get(ref) === null);

  const options: Pickable[] = found.entities.map(entity => {
    const title = nameOf(entity);
    const id = stringifyEntityRef(entity);
    return { id, title, detail: detailOf(entity, title) };
  });
  const isFound = (ref: string) => options.some(({ id }) => id === ref);

  const typed = typedRef(text, kinds);
  // Somebody who writes a whole ref means that one, known or not.
  const isWhole = text.includes(':');
  if (typed && !loading && !isFound(typed))
    if (isWhole || options.length === 0)
      options.push({
        id: typed,
        title: typed,
        detail: t('common.picker.takeUnknown'),
        isLastResort: !isWhole,
      });

  const meInWords = t('common.picker.me');
  const isMeant = text === '' || text.toLowerCase() === meInWords.toLowerCase();
  if (me && isMeant) {
    if (isFound(me))
      options.splice(
        options.findIndex(o => o.id === me),
        1,
      );
    options.unshift({ id: me, title: meInWords, detail: nameOfRef(me) });
  }

  let note: string | undefined;
  if (failed) note = t('common.picker.failed');
  else if (found.more) note = t('common.picker.more');

  return (
    <SearchPicker
      id={props.id}
      className={props.className}
      label={props.label}
      multiple={!props.single}
      value={value.map(ref => ({
        id: ref,
        title: unknown.includes(ref)
          ? t('common.picker.unknownName', { name: nameOfRef(ref) })
          : nameOfRef(ref),
        isUnknown: unknown.includes(ref),
      }))}
      onChange={refs => {
        for (const entity of found.entities) {
          const ref = stringifyEntityRef(entity);
          if (refs.includes(ref)) learn(ref, entity);
        }
        props.onChange(refs);
      }}
      onBlur={props.onBlur}
      typing={typing}
      options={options}
      loading={loading}
      loadingText={t('common.picker.searching')}
      nothing={t(failed ? 'common.picker.failed' : 'common.picker.nothing')}
      note={options.length > 0 ? note : undefined}
      problem={props.problem}
      help={
        unknown.length > 0
          ? t('common.picker.unknown', { names: unknown.join(', ') })
          : props.help
      }
    />
  );
};
