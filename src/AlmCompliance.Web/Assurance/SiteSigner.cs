using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assurance;

/// <summary>
/// Signs in the name of the site, with a key that it makes at first use and keeps until the site brings its own. Never from
/// within the write lane: the keys that seal the signing key are written by a connection of their own.
/// </summary>
internal sealed class SiteSigner(IDbContextFactory<AlmDbContext> contexts, IWriteLane lane, IDataProtectionProvider protection, TimeProvider clock)
{
    private const int Years = 30;
    private readonly IDataProtector _seal = protection.CreateProtector("AlmCompliance.SiteSigner.v1");

    public async Task<SiteSignature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await SignDigestAsync(SHA256.HashData(content.Span), cancellationToken);

    public async Task<SiteSignature> SignAsync(Stream content, CancellationToken cancellationToken) =>
        await SignDigestAsync(await SHA256.HashDataAsync(content, cancellationToken), cancellationToken);

    /// <param name="sha256">The SHA-256 of what is signed.</param>
    public async Task<SiteSignature> SignDigestAsync(ReadOnlyMemory<byte> sha256, CancellationToken cancellationToken)
    {
        var (row, _) = await CurrentAsync(cancellationToken);
        using var certificate = X509CertificateLoader.LoadCertificate(row.Certificate);
        using var key = Unseal(row);
        using var publicKey = certificate.GetECDsaPublicKey()!;
        if (!key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey.ExportSubjectPublicKeyInfo()))
        {
            throw new SigningKeyException("The signing key in the database is not the one of its certificate; somebody changed one of them.");
        }

        return new SiteSignature(SteadySignature.Sign(key, sha256.Span), certificate.ExportCertificatePem(), Convert.ToHexStringLower(row.Fingerprint));
    }

    /// <summary>Signs a head of the audit trail, as of now.</summary>
    public async Task<TrailCheckpoint> SignAsync(TrailHead head, CancellationToken cancellationToken)
    {
        var at = Microseconds.Truncate(clock.GetUtcNow());
        var signed = await SignAsync(TrailCheckpoint.Statement(head, at), cancellationToken);
        return new TrailCheckpoint
        {
            Sequence = head.Sequence,
            Hash = Convert.FromHexString(head.Hash),
            At = at,
            Signature = signed.Signature,
            Fingerprint = Convert.FromHexString(signed.Fingerprint),
        };
    }

    /// <summary>The certificate in use, without its key.</summary>
    public async Task<X509Certificate2> CertificateAsync(CancellationToken cancellationToken) =>
        X509CertificateLoader.LoadCertificate((await CurrentAsync(cancellationToken)).Row.Certificate);

    /// <summary>True where there was no key yet, and now is.</summary>
    public async Task<bool> MakeIfMissingAsync(CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).IsNew;

    /// <summary>The key as it may be stored.</summary>
    public byte[] Seal(ECDsa key)
    {
        var plain = key.ExportPkcs8PrivateKey();
        try
        {
            return _seal.Protect(plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private async Task<(SigningCertificate Row, bool IsNew)> CurrentAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Current(db).FirstOrDefaultAsync(cancellationToken) is { } row ? (row, false) : await MakeAsync(cancellationToken);
    }

    private static IQueryable<SigningCertificate> Current(AlmDbContext db) => db.SigningCertificates.AsNoTracking().OrderByDescending(c => c.Number);

    private async Task<(SigningCertificate Row, bool IsNew)> MakeAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = SelfSigned(key, now);
        var (raw, sealedKey, actor) = (certificate.RawData, Seal(key), Actor.System("start"));
        return await lane.RunAsync(
            async (db, ct) =>
            {
                // Whoever comes second, from whatever process, waits here and finds the key of the first.
                await AuditTrail.LockAsync(db, ct);
                if (await Current(db).FirstOrDefaultAsync(ct) is { } other)
                {
                    return (other, false);
                }

                var row = new SigningCertificate { Number = 1, Certificate = raw, Fingerprint = SHA256.HashData(raw), SealedKey = sealedKey, Since = now, SetBy = actor.Name };
                db.SigningCertificates.Add(row);
                await db.SaveChangesAsync(ct);
                var after = TrailText.Of(new { fingerprint = Convert.ToHexStringLower(row.Fingerprint), subject = certificate.Subject });
                await AuditTrail.AppendAsync(db, actor.Act("signing-certificate.made", SigningCertificate.Subject, "1", after: after), now, ct);
                return (row, true);
            },
            cancellationToken);
    }

    private static X509Certificate2 SelfSigned(ECDsa key, DateTimeOffset now)
    {
        var name = new X500DistinguishedNameBuilder();
        var host = Dns.GetHostName();
        name.AddCommonName(host.Length > 64 ? host[..64] : host);
        name.AddOrganizationName("ALM Compliance");
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
    }

    private ECDsa Unseal(SigningCertificate row)
    {
        var plain = default(byte[]);
        var key = ECDsa.Create();
        try
        {
            plain = _seal.Unprotect(row.SealedKey ?? []);
            key.ImportPkcs8PrivateKey(plain, out _);
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            throw new SigningKeyException("The signing key cannot be read: the keys that it is sealed with are not those of this database. Bring another with signing-certificate replace.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
