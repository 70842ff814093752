import { Progress } from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { AllPostmortemsPage } from './list/AllPostmortemsPage';

const NewPostmortemPage = lazy(() =>
  import('./editor/NewPostmortemPage').then(m => ({
    default: m.NewPostmortemPage,
  })),
);
const ImportPage = lazy(() =>
  import('./editor/ImportPage').then(m => ({ default: m.ImportPage })),
);
const EditPostmortemPage = lazy(() =>
  import('./editor/EditPostmortemPage').then(m => ({
    default: m.EditPostmortemPage,
  })),
);
const PostmortemPage = lazy(() =>
  import('./postmortem/PostmortemPage').then(m => ({
    default: m.PostmortemPage,
  })),
);
const CausesPage = lazy(() =>
  import('./causes/CausesPage').then(m => ({ default: m.CausesPage })),
);
const CausePage = lazy(() =>
  import('./causes/CausePage').then(m => ({ default: m.CausePage })),
);

/**
 * The pages below `/postmortems`. Each brings its own `Content`; the page's
 * header is the frontend system's.
 */
export const PostmortemsRouter = () => (
  <Suspense fallback={<Progress />}>
    <Routes>
      <Route index element={<AllPostmortemsPage />} />
      <Route path="new" element={<NewPostmortemPage />} />
      <Route path="import" element={<ImportPage />} />
      <Route path="causes" element={<CausesPage />} />
      <Route path="causes/:id" element={<CausePage />} />
      <Route path=":id" element={<PostmortemPage />} />
      <Route path=":id/edit" element={<EditPostmortemPage />} />
    </Routes>
  </Suspense>
);
