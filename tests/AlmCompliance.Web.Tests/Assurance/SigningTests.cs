using System.Net;
using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Features.Administration;
using AlmCompliance.Web.Hosting;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Assurance;

/// <summary>The site signs so that others can check it without the site.</summary>
public sealed class SigningTests
{
    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task However_many_ask_at_once_one_key_is_made_and_the_trail_names_it(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);

        // As other processes would: with a lane of their own.
        await using var second = TestDatabase.At(provider, await ConnectionAsync(server));
        var signers = Enumerable.Range(0, 4).Select(i => i % 2 == 0 ? server.Get<SiteSigner>() : new SiteSigner(second, second.Lane, server.Get<IDataProtectionProvider>(), server.Clock)).ToList();

        var signed = await Task.WhenAll(signers.Select(s => s.SignAsync("report"u8.ToArray(), Stop)));

        signed.Select(s => s.Fingerprint).Distinct().ShouldHaveSingleItem();
        await using var db = server.Db();
        var row = await db.SigningCertificates.SingleAsync(Stop);
        var act = await db.AuditEntries.SingleAsync(e => e.SubjectKind == SigningCertificate.Subject, Stop);
        act.After.ShouldContain(signed[0].Fingerprint);
        Convert.ToHexStringLower(row.Fingerprint).ShouldBe(signed[0].Fingerprint);
        using var certificate = await server.Get<SiteSigner>().CertificateAsync(Stop);
        certificate.Subject.ShouldContain($"CN={Dns.GetHostName()}");
        certificate.NotAfter.ShouldBeGreaterThan(server.Clock.Now.UtcDateTime.AddYears(20));
        certificate.HasPrivateKey.ShouldBeFalse();
        Should.Throw<CryptographicException>(() => ECDsa.Create().ImportPkcs8PrivateKey(row.SealedKey, out _), "it lies there sealed");
    }

    [Fact]
    public async Task What_it_signs_openssl_verifies_by_the_certificate_that_anybody_reads()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var content = RandomNumberGenerator.GetBytes(100_000);
        using var stream = new MemoryStream(content);
        var signer = server.Get<SiteSigner>();

        SiteSignature[] signed = [await signer.SignAsync(content, Stop), await signer.SignAsync(stream, Stop), await signer.SignDigestAsync(SHA256.HashData(content), Stop)];

        foreach (var role in (AccessRole[])[AccessRole.Viewer, AccessRole.Auditor])
        {
            using var answer = await server.Client.GetAsync("/api/v1/signing-certificate", await server.ApiTokenAsync(role));
            answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("signing-certificate.pem");
            (await answer.Content.ReadAsStringAsync(Stop)).Trim().ShouldBe(signed[0].CertificatePem.Trim());
        }

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["certificate.pem"] = Encoding.ASCII.GetBytes(signed[0].CertificatePem), ["content"] = content };
        var (_, key) = await SigningKit.OpenSslAsync(files, "x509", "-in", "certificate.pem", "-pubkey", "-noout");
        files["key.pem"] = Encoding.ASCII.GetBytes(key);
        foreach (var one in signed)
        {
            files["signature"] = one.Signature;
            (await SigningKit.OpenSslAsync(files, "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "content")).ShouldBe((0, "Verified OK\n"));
        }

        files["content"][0] ^= 1;
        (await SigningKit.OpenSslAsync(files, "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "content")).ExitCode.ShouldBe(1);
        (await SigningKit.OpenSslAsync(files, "x509", "-in", "certificate.pem", "-noout", "-fingerprint", "-sha256")).Output
            .Replace(":", "", StringComparison.Ordinal).Trim().ShouldEndWith(signed[0].Fingerprint.ToUpperInvariant());
    }

    [Theory, OnBoth]
    public async Task A_site_brings_its_own_and_the_former_stays_without_its_key(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var signer = server.Get<SiteSigner>();
        var replace = server.Get<ReplaceSigningCertificate>();
        var guard = server.Get<TrailGuard>();
        var former = await signer.SignAsync("old"u8.ToArray(), Stop);
        (await guard.VerifyAsync(Stop)).ShouldBeNull();
        using var key = SigningKit.Key();
        using var certificate = SigningKit.Certificate(key, server.Clock.Now.AddDays(-1));
        var files = new SigningFiles(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()), Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()), null);

        var settled = await replace.RunAsync(AlmTestServer.Administrator, files, Stop);
        var again = await replace.RunAsync(AlmTestServer.Administrator, files, Stop);

        settled.Value.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)));
        again.Obstacle!.Key.ShouldBe("Signing.Same");
        var now = await signer.SignAsync("new"u8.ToArray(), Stop);
        now.Fingerprint.ShouldBe(settled.Value);
        key.VerifyData("new"u8, now.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence).ShouldBeTrue();
        var all = await server.Get<SigningQueries>().ListAsync(Deciding.Person("N. Auditor", AccessRole.Auditor), Stop);
        all.Select(c => c.Fingerprint).ShouldBe([now.Fingerprint, former.Fingerprint]);
        all[1].Until.ShouldBe(all[0].Since);
        all[1].Pem.ShouldBe(former.CertificatePem);
        await using var db = server.Db();
        (await db.SigningCertificates.OrderBy(c => c.Number).Select(c => c.SealedKey == null).ToListAsync(Stop)).ShouldBe([true, false]);
        var act = await db.AuditEntries.SingleAsync(e => e.Action == "signing-certificate.replaced", Stop);
        act.Before.ShouldContain(former.Fingerprint);
        act.After.ShouldContain(now.Fingerprint);
        (await guard.VerifyAsync(Stop)).ShouldBeNull("checkpoints of both certificates stand");
        guard.State.Checkpoint!.Fingerprint.ShouldBe(Convert.FromHexString(now.Fingerprint));
        (await db.TrailCheckpoints.CountAsync(Stop)).ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_of_the_whole_plant_in_person_replaces_it()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var replace = server.Get<ReplaceSigningCertificate>();
        var nothing = new SigningFiles([], [], null);
        Actor[] refused =
        [
            new(ActorKind.ApiToken, "1", "program", AccessRole.Administrator, null), Deciding.Person("N. Auditor", AccessRole.Auditor), Deciding.Person("S. Manager", AccessRole.SecurityManager),
            Deciding.Person("A. North", AccessRole.Administrator, [Guid.NewGuid()]),
        ];
        foreach (var actor in refused)
        {
            await Should.ThrowAsync<AccessDeniedException>(() => replace.RunAsync(actor, nothing, Stop), actor.Name);
        }

        var obstacle = (await replace.RunAsync(AlmTestServer.Administrator, nothing, Stop)).Obstacle!;
        (obstacle.Field, obstacle.Key).ShouldBe(("certificate", "Signing.Certificate"));
        foreach (var fault in Enum.GetValues<SigningFault>().Where(f => f is not SigningFault.None))
        {
            new Obstacle("", $"Signing.{fault}").Say(System.Globalization.CultureInfo.GetCultureInfo("de")).ShouldNotStartWith("Signing.");
        }

        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<SigningQueries>().PemAsync(Actor.Nobody, Stop));
    }

    [Theory, OnBoth]
    public async Task A_key_that_is_not_the_certificates_signs_nothing_and_the_trail_is_read_all_the_same(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var signer = server.Get<SiteSigner>();
        await signer.MakeIfMissingAsync(Stop);
        using var other = SigningKit.Key();
        var swapped = signer.Seal(other);
        await using var db = server.Db();
        foreach (var stored in (byte[][])[swapped, RandomNumberGenerator.GetBytes(100), []])
        {
            await db.SigningCertificates.ExecuteUpdateAsync(s => s.SetProperty(c => c.SealedKey, stored), Stop);

            await Should.ThrowAsync<SigningKeyException>(() => signer.SignAsync("report"u8.ToArray(), Stop));
            (await server.Get<TrailGuard>().VerifyAsync(Stop)).ShouldBeNull();
            server.Get<TrailGuard>().State.CheckedAt.ShouldNotBeNull();
        }

        (await db.TrailCheckpoints.AnyAsync(Stop)).ShouldBeFalse();
    }

    private static async Task<string> ConnectionAsync(AlmTestServer server)
    {
        await using var db = server.Db();
        return db.Database.GetConnectionString()!;
    }
}
