export * from './document-store.js';
export { FolderDocumentStore, LARGEST_DOCUMENT } from './folder-document-store.js';
