using System.Security.Cryptography.X509Certificates;
using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assurance;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>A certificate that the site signs with, or signed with once.</summary>
/// <param name="Fingerprint">SHA-256 of the certificate, as small hexadecimal digits.</param>
/// <param name="Since">From when on it was signed with.</param>
/// <param name="Until">Until when; null for the one in use.</param>
internal sealed record SigningItem(
    int Number, string Fingerprint, string Subject, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil, DateTimeOffset Since, DateTimeOffset? Until, string SetBy, string Pem)
{
    /// <summary>By the server itself, at its first start; every other was brought.</summary>
    public bool IsMade => Number == 1;
}

/// <summary>Reads what the site signs with. It is public by its nature: whoever reads a report must be able to check it.</summary>
internal sealed class SigningQueries(IDbContextFactory<AlmDbContext> contexts, SiteSigner signer)
{
    /// <summary>The newest first, which is the one in use. Two statements.</summary>
    public async Task<IReadOnlyList<SigningItem>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await signer.MakeIfMissingAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.SigningCertificates.AsNoTracking().OrderByDescending(c => c.Number)
            .Select(c => new { c.Number, c.Certificate, c.Fingerprint, c.Since, c.SetBy }).ToListAsync(cancellationToken);
        var items = new List<SigningItem>();
        foreach (var row in rows)
        {
            using var certificate = X509CertificateLoader.LoadCertificate(row.Certificate);
            items.Add(new SigningItem(
                row.Number, Convert.ToHexStringLower(row.Fingerprint), certificate.Subject, new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
                row.Since, items.Count > 0 ? items[^1].Since : null, row.SetBy, certificate.ExportCertificatePem()));
        }

        return items;
    }

    /// <summary>The certificate in use as PEM.</summary>
    public async Task<string> PemAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        using var certificate = await signer.CertificateAsync(cancellationToken);
        return certificate.ExportCertificatePem();
    }
}
