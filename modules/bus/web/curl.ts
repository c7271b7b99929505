/** The same call for a terminal. The key itself is never put into text that is copied around. */
export function curlOf(url: string, hasKey: boolean): string {
  const quoted = `'${url.replaceAll("'", "'\\''")}'`
  return hasKey ? `curl ${quoted} \\\n  -H "Authorization: Bearer $GOROD_KEY"` : `curl ${quoted}`
}
