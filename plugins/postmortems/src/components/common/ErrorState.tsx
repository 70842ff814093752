import { ResponseErrorPanel } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { postmortemsTranslationRef } from '../../translation';

/** What could not be done, why, and a button to try again. */
export const ErrorState = (props: {
  /** What happened, in plain words. */
  title: string;
  error: Error;
  onRetry?: () => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <div role="alert">
      <ResponseErrorPanel title={props.title} error={props.error} />
      {props.onRetry && (
        <Box marginTop={1}>
          <Button variant="outlined" size="small" onClick={props.onRetry}>
            {t('common.retry')}
          </Button>
        </Box>
      )}
    </div>
  );
};
