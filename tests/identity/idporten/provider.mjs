// A certified OpenID provider with ID-porten's parameters and claims, for the tests: loopback alone.
// Started with one argument, JSON: port, redirect, after, key (the client's public JWK).
import { createServer } from 'node:http';
import { createHash, generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const { port, redirect, after, key } = JSON.parse(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;
const people = new Map(); // subject (pairwise, as ID-porten's) to national identity number
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const page = (words) => `<!doctype html><html lang="nb"><meta charset="utf-8"><title>ID-porten</title><main>${words}</main></html>`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'stafett',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'RS256',
    jwks: { keys: [key] },
    redirect_uris: [redirect],
    post_logout_redirect_uris: [after],
    require_auth_time: true,
    // Its way to say that the token carries `sid`; nobody listens there.
    backchannel_logout_uri: `${issuer}/nobody`,
    backchannel_logout_session_required: true,
  }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'first', alg: 'RS256', use: 'sig' }] },
  cookies: { keys: ['only for tests'] },
  claims: { openid: ['sub', 'pid', 'acr', 'amr', 'locale', 'sid', 'auth_time'] },
  conformIdTokenClaims: false,
  acrValues: ['idporten-loa-high', 'idporten-loa-substantial'],
  pkce: { required: () => true },
  ttl: { AuthorizationCode: 60, IdToken: 120, Interaction: 600, Session: 1800, Grant: 1800, AccessToken: 120, PushedAuthorizationRequest: 60 },
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource(ctx, form) {
        const button = '<button type="submit" form="op.logoutForm" name="logout" value="yes">Logg ut av ID-porten</button>';
        ctx.body = page(`${form}${button}`);
      },
    },
  },
  findAccount(ctx, sub) {
    return { accountId: sub, claims: () => ({ sub, pid: people.get(sub), locale: 'nb' }) };
  },
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});

// Who is asked shows a number and a level, or stops.
async function interaction(request, response) {
  const asked = await provider.interactionDetails(request, response);
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html');
    response.end(page(`<h1>Velg innloggingsmetode</h1>
      <p data-locale="${asked.params.ui_locales}" data-acr="${asked.params.acr_values}" data-prompt="${asked.params.prompt ?? ''}">TestID</p>
      <form method="post"><label>Personidentifikator <input name="pid"></label>
      <button name="acr" value="idporten-loa-high">BankID</button>
      <button name="acr" value="idporten-loa-substantial">MinID</button>
      <button name="stop" value="1">Avbryt</button></form>`));
    return;
  }
  const said = new URLSearchParams(await sent(request));
  const sub = createHash('sha256').update(`pairwise ${said.get('pid')}`).digest('base64url');
  people.set(sub, said.get('pid'));
  const level = said.get('acr');
  await provider.interactionFinished(request, response, said.get('stop')
    ? { error: 'access_denied', error_description: 'the user stopped' }
    : { login: { accountId: sub, acr: level, amr: [level === 'idporten-loa-high' ? 'BankID' : 'MinID'] } },
  { mergeWithLastSubmission: false });
}

async function sent(request) {
  let body = '';
  for await (const piece of request) body += piece;
  return body;
}

// ID-porten takes the sign-out by POST; this provider only over HTTPS.
async function signOut(request, response) {
  request.url += `?${await sent(request)}`;
  request.method = 'GET';
  return answer(request, response);
}

const answer = provider.callback();
createServer((request, response) => {
  if (request.method === 'POST' && request.url === '/session/end') return signOut(request, response);
  if (!request.url.startsWith('/interaction/')) return answer(request, response);
  return interaction(request, response).catch(() => { response.statusCode = 400; response.end(); });
}).listen(port, '127.0.0.1', () => console.log('ready'));
