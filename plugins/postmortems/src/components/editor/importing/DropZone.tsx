// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useEffect, useRef, useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { DroppedFile, readChosen, readDropped } from './readDropped';

const useStyles = makeStyles(theme => ({
  zone: {
    border: `2px dashed ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(3, 2),
    textAlign: 'center',
  },
  over: {
    borderColor: theme.palette.primary.main,
    backgroundColor: theme.palette.action.hover,
  },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1.5),
  },
  quiet: { color: theme.palette.text.secondary },
}));

// Not in React's types; every browser of today knows it.
const FOLDER = { webkitdirectory: '' };

/** A file that is dropped beside the zone would take the place of the page. */
function useNoDropBeside() {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      const { dataTransfer: transfer } = event;
      // Text that is dragged goes where it is dropped.
      if (event.defaultPrevented || !transfer?.types.includes('Files')) return;
      event.preventDefault();
      transfer.dropEffect = 'none';
    };
    document.addEventListener('dragover', refuse);
    document.addEventListener('drop', refuse);
    return () => {
      document.removeEventListener('dragover', refuse);
      document.removeEventListener('drop', refuse);
    };
  }, []);
}

/** A place to drop files or folders, with buttons that do the same. */
export const DropZone = (props: {
  onFiles: (files: DroppedFile[]) => void;
  label: string;
  /** Offers to choose a folder. */
  folder?: boolean;
  multiple?: boolean;
  disabled?: boolean;
}) => {
  const { onFiles, label, disabled = false } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [over, setOver] = useState(false);
  const [unreadable, setUnreadable] = useState(false);
  useNoDropBeside();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  const input = (
    ref: typeof files,
    extra: { 'aria-label': string; multiple?: boolean },
  ) => (
    <input
      ref={ref}
      type="file"
      hidden
      {...extra}
      onChange={event => {
        const { files: chosen } = event.target;
        setUnreadable(false);
        if (chosen?.length) onFiles(readChosen(chosen));
        // The same folder may be chosen again.
        event.target.value = '';
      }}
    />
  );

  return (
    <div
      className={`${classes.zone} ${over ? classes.over : ''}`}
      onDragOver={event => {
        event.preventDefault();
        setOver(!disabled);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={async event => {
        event.preventDefault();
        setOver(false);
        if (disabled) return;
        setUnreadable(false);
        let dropped;
        try {
          dropped = await readDropped(event.dataTransfer);
        } catch {
          setUnreadable(true);
          return;
        }
        if (dropped.length > 0) onFiles(dropped);
      }}
    >
      <Typography variant="body1">{label}</Typography>
      <Typography variant="caption" className={classes.quiet}>
        {t('editor.import.formats')}
      </Typography>
      {unreadable && (
        <Typography color="error" variant="body2" role="alert">
          {t('editor.import.problem.unreadable')}
        </Typography>
      )}
      <div className={classes.buttons}>
        {props.folder && (
          <Button
            variant="outlined"
            disabled={disabled}
            onClick={() => folder.current?.click()}
          >
            {t('editor.import.chooseFolder')}
          </Button>
        )}
        <Button
          variant="outlined"
          disabled={disabled}
          onClick={() => files.current?.click()}
        >
          {t(
            props.multiple
              ? 'editor.import.chooseFiles'
              : 'editor.import.chooseFile',
          )}
        </Button>
      </div>
      {input(files, {
        'aria-label': t('editor.import.filesInput'),
        multiple: props.multiple,
      })}
      {props.folder &&
        input(folder, {
          'aria-label': t('editor.import.folderInput'),
          ...FOLDER,
        })}
    </div>
  );
};
