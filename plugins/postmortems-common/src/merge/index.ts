export { mergeDocuments } from './mergeDocuments';
