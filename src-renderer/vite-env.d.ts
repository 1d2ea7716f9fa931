/// <reference types="vite/client" />
declare module '@vladmandic/face-api/dist/face-api.esm-nobundle.js';
