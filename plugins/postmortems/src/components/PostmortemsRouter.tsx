// SPDX-License-Identifier: Apache-2.0

import { Progress } from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { AllPostmortemsPage } from './list/AllPostmortemsPage';

const EditorPage = lazy(() =>
  import('./editor/EditorPage').then(m => ({ default: m.EditorPage })),
);
const ImportPage = lazy(() =>
  import('./editor/ImportPage').then(m => ({ default: m.ImportPage })),
);
const PostmortemPage = lazy(() =>
  import('./postmortem/PostmortemPage').then(m => ({
    default: m.PostmortemPage,
  })),
);
const CausesPage = lazy(() =>
  import('./causes/CausesPage').then(m => ({ default: m.CausesPage })),
);
const ActionItemsPage = lazy(() =>
  import('./actionItems/ActionItemsPage').then(m => ({
    default: m.ActionItemsPage,
  })),
);
const CausePage = lazy(() =>
  import('./causes/CausePage').then(m => ({ default: m.CausePage })),
);
const ReviewPage = lazy(() =>
  import('./review/ReviewPage').then(m => ({ default: m.ReviewPage })),
);

/**
 * The pages below `/postmortems`. Each brings its own `Content`; the page's
 * header is the frontend system's.
 */
export const PostmortemsRouter = () => (
  <Suspense fallback={<Progress />}>
    <Routes>
      <Route index element={<AllPostmortemsPage />} />
      <Route element={<EditorPage />}>
        <Route path="new" element={null} />
        <Route path=":id/edit" element={null} />
      </Route>
      <Route path="import" element={<ImportPage />} />
      <Route path="action-items" element={<ActionItemsPage />} />
      <Route path="causes" element={<CausesPage />} />
      <Route path="causes/:id" element={<CausePage />} />
      <Route path="review" element={<ReviewPage />} />
      <Route path=":id" element={<PostmortemPage />} />
    </Routes>
  </Suspense>
);
