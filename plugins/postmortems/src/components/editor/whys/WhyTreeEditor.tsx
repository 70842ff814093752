// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import { LIMITS, newId } from 'backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { useFieldArray } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { useListNote } from '../fields/useListNote';
import { useDocumentForm } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { useFocusAfterRender } from '../form/useFocusAfterRender';
import { WhyNode } from './WhyNode';
import { branchOf, whyRows } from './whyTree';

const useStyles = makeStyles({ list: { margin: 0, padding: 0 } });

/** The 5 Whys as a tree: each answer may be asked further, in more than one way. */
export const WhyTreeEditor = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { control, getValues } = useDocumentForm();
  const { fields, append, remove } = useFieldArray({
    control,
    name: 'whys',
    keyName: 'key',
  });
  const focusAfter = useFocusAfterRender();
  const note = useListNote('whys');
  const rows = whyRows(fields);

  const ask = useCallback(
    (parentId: string | null, question: string) => {
      if (getValues('whys').length >= LIMITS.whys) return;
      const id = newId();
      focusAfter(`whys.${id}.answer`);
      append(
        { id, parentId, question, answer: '', evidenceUrl: '' },
        { shouldFocus: false },
      );
    },
    [append, focusAfter, getValues],
  );
  const onDeeper = useCallback(
    (id: string) => ask(id, t('editor.whys.why')),
    [ask, t],
  );
  const onBeside = useCallback(
    (id: string) => {
      const whys = getValues('whys');
      const parentId = whys.find(why => why.id === id)?.parentId ?? null;
      ask(
        parentId,
        t(parentId === null ? 'editor.whys.whatBroke' : 'editor.whys.why'),
      );
    },
    [ask, getValues, t],
  );
  const onRemove = useCallback(
    (id: string) => {
      const whys = getValues('whys');
      const branch = branchOf(whys, id);
      const read = whyRows(whys);
      const before = read[read.findIndex(row => row.id === id) - 1];
      focusAfter(before ? `whys.${before.id}.answer` : 'whys');
      remove(whys.flatMap((why, index) => (branch.has(why.id) ? [index] : [])));
    },
    [focusAfter, getValues, remove],
  );

  return (
    <>
      <ol
        className={classes.list}
        id={fieldId('whys')}
        tabIndex={-1}
        aria-label={t('postmortem.field.whys')}
        aria-describedby={note.describedBy}
      >
        {rows.map((row, place) => (
          <WhyNode
            key={row.id}
            {...row}
            place={place + 1}
            onDeeper={onDeeper}
            onBeside={onBeside}
            onRemove={onRemove}
          />
        ))}
      </ol>
      {note.element}
      {rows.length === 0 && (
        <Button
          size="small"
          startIcon={<AddIcon />}
          onClick={() => ask(null, t('editor.whys.whatBroke'))}
        >
          {t('editor.whys.begin')}
        </Button>
      )}
    </>
  );
};
