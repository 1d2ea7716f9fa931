/** Namespaces of face regions in XMP, and the programs' ways with them. */
export const mwgRegions = 'http://www.metadataworkinggroup.com/schemas/regions/';
export const area = 'http://ns.adobe.com/xmp/sType/Area#';
export const dimensions = 'http://ns.adobe.com/xap/1.0/sType/Dimensions#';
export const microsoftInfo = 'http://ns.microsoft.com/photo/1.2/';
export const microsoftRegionInfo = 'http://ns.microsoft.com/photo/1.2/t/RegionInfo#';
export const microsoftRegions = 'http://ns.microsoft.com/photo/1.2/t/Region#';
export const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
