using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>Remembers when an API token was last used, at most once a minute, beside the request and not in its way.</summary>
internal sealed class TokenUse(IWriteLane lane, ILogger<TokenUse> logger)
{
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    public void Note(ApiToken token, DateTimeOffset now)
    {
        if (token.LastUsedAt is { } last && now - last < Precision)
        {
            return;
        }

        _ = WriteAsync(token.Id, now);
    }

    private async Task WriteAsync(Guid token, DateTimeOffset now)
    {
        try
        {
            await lane.RunAsync(
                (db, ct) => db.ApiTokens.Where(t => t.Id == token).ExecuteUpdateAsync(s => s.SetProperty(t => t.LastUsedAt, now), ct),
                CancellationToken.None);
        }
#pragma warning disable CA1031 // A missed "last used" harms nobody; the request has its answer already.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogWarning(exception, "The last use of an API token could not be written");
        }
    }
}
