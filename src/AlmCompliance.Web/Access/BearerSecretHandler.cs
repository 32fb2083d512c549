using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using AlmCompliance.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Access;

/// <summary>
/// <c>Authorization: Bearer</c> with an agent key or an API token. A valid secret always passes, however many bad ones came
/// from the same address: a whole plant may stand behind one.
/// </summary>
internal sealed class BearerSecretHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IDbContextFactory<AlmDbContext> contexts,
    AgentKeyLookup agentKeys,
    TokenUse tokenUse,
    FailureLimits failures)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string HeaderPrefix = "Bearer ";
    private bool _hasFailedTooOften;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var secret = header[HeaderPrefix.Length..].Trim();
        var actor = secret.Length > Secrets.LongestSecret ? null : await FindAsync(secret);
        if (actor is null)
        {
            _hasFailedTooOften = !failures.Keys.TryCount(Peer.Of(Context));
            return AuthenticateResult.Fail("The key is unknown, revoked or expired.");
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ActorIdentity(actor, SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // Of a key that was remembered, and turned out to have ended.
        if (Context.User.Identity is ActorIdentity)
        {
            _hasFailedTooOften = !failures.Keys.TryCount(Peer.Of(Context));
        }

        if (_hasFailedTooOften)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = failures.Keys.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        }

        Response.Headers.WWWAuthenticate = SchemeName;
        return base.HandleChallengeAsync(properties);
    }

    private async Task<Actor?> FindAsync(string secret)
    {
        var hash = Secrets.Hash(secret);
        if (secret.StartsWith(Secrets.AgentKeyPrefix, StringComparison.Ordinal))
        {
            var isAskedAgain = Context.GetEndpoint()?.Metadata.GetMetadata<AsksForKeyItself>() is not null;
            return (isAskedAgain ? agentKeys.Recall(hash) : null) ?? await agentKeys.FindAsync(hash, Context.RequestAborted);
        }

        if (!secret.StartsWith(Secrets.ApiTokenPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(Context.RequestAborted);
        var now = TimeProvider.GetUtcNow();
        var token = await db.ApiTokens.AsNoTracking()
            .SingleOrDefaultAsync(t => t.TokenHash == hash && t.RevokedAt == null && (t.ExpiresAt == null || t.ExpiresAt > now), Context.RequestAborted);
        if (token is null)
        {
            return null;
        }

        tokenUse.Note(token, now);
        return new Actor(ActorKind.ApiToken, token.Id.ToString(), token.Name, token.Role, token.ZoneId is { } zone ? [zone] : null);
    }
}
