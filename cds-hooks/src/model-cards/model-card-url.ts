/** The stable address of a service's model card below the host's public base URL. */
export const modelCardUrl = (publicBaseUrl: string, id: string): string => `${publicBaseUrl}/model-cards/${id}`;
