using System.Security.Cryptography;
using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assurance;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Has the site sign with a certificate of its own. The former one stays, so that what it signed can be checked; its private key goes.</summary>
internal sealed class ReplaceSigningCertificate(IWriteLane lane, SiteSigner signer, TimeProvider clock)
{
    /// <summary>The fingerprint of the new certificate.</summary>
    public async Task<Settled<string>> RunAsync(Actor actor, SigningFiles files, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        actor.RequirePerson();
        var now = clock.GetUtcNow();
        var (material, fault) = SigningMaterial.Read(files, now);
        if (material is null)
        {
            return Settled<string>.Refused(fault is SigningFault.Key or SigningFault.OtherKey ? "key" : "certificate", $"Signing.{fault}");
        }

        using (material)
        {
            await signer.MakeIfMissingAsync(cancellationToken);
            var (raw, sealedKey) = (material.Certificate.RawData, signer.Seal(material.Key));
            var after = Told(material.Certificate.Subject, SHA256.HashData(raw));
            return await lane.RunAsync((db, ct) => WriteAsync(db, actor, raw, sealedKey, after, now, ct), cancellationToken);
        }
    }

    private static async Task<Settled<string>> WriteAsync(
        AlmDbContext db, Actor actor, byte[] certificate, byte[] sealedKey, string after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await PlantAdministration.RequireStillAsync(db, actor, cancellationToken);
        await AuditTrail.LockAsync(db, cancellationToken);
        var former = await db.SigningCertificates.OrderByDescending(c => c.Number).FirstAsync(cancellationToken);
        var fingerprint = SHA256.HashData(certificate);
        if (former.Fingerprint.AsSpan().SequenceEqual(fingerprint))
        {
            return Settled<string>.Refused("certificate", "Signing.Same");
        }

        former.SealedKey = null;
        var row = new SigningCertificate { Number = former.Number + 1, Certificate = certificate, Fingerprint = fingerprint, SealedKey = sealedKey, Since = now, SetBy = actor.Name };
        db.SigningCertificates.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        using var was = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(former.Certificate);
        var act = actor.Act("signing-certificate.replaced", SigningCertificate.Subject, TrailNumber(row), Told(was.Subject, former.Fingerprint), after);
        await AuditTrail.AppendAsync(db, act, now, cancellationToken);
        return Settled<string>.Of(Convert.ToHexStringLower(fingerprint));
    }

    private static string TrailNumber(SigningCertificate row) => row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Told(string subject, byte[] fingerprint) => TrailText.Of(new { fingerprint = Convert.ToHexStringLower(fingerprint), subject });
}
