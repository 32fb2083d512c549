using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>A trail that somebody changed behind the server's back does not stay unnoticed.</summary>
public sealed class TrailGuardTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_changed_entry_is_named_and_the_readiness_says_so(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.AgentAsync();
        var guard = server.Get<TrailGuard>();
        (await guard.VerifyAsync(Stop)).ShouldBeNull();
        (await ReadyAsync(server)).ShouldBe("Healthy");

        await using var db = server.Db();
        var changed = await db.AuditEntries.OrderBy(e => e.Sequence).Skip(1).Select(e => new { e.Sequence, e.ActorName }).FirstAsync(Stop);
        await db.UnguardAsync(Stop);
        await RenameAsync("somebody else");

        (await guard.VerifyAsync(Stop)).ShouldBe(new TrailBreak(changed.Sequence, TrailFlaw.Edited));
        (await ReadyAsync(server)).ShouldBe("Degraded");
        await RenameAsync(changed.ActorName);
        (await guard.VerifyAsync(Stop)).ShouldBeNull();
        (await ReadyAsync(server)).ShouldBe("Healthy");

        Task RenameAsync(string name) => db.AuditEntries.Where(e => e.Sequence == changed.Sequence).ExecuteUpdateAsync(s => s.SetProperty(e => e.ActorName, name), Stop);
    }

    [Theory, OnBoth]
    public async Task A_whole_trail_is_signed_once_for_each_head_and_a_cut_with_the_head_set_back_is_found(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.AgentAsync();
        var guard = server.Get<TrailGuard>();
        (await guard.VerifyAsync(Stop)).ShouldBeNull();
        (await guard.VerifyAsync(Stop)).ShouldBeNull();
        await using var db = server.Db();
        var first = await db.TrailCheckpoints.AsNoTracking().SingleAsync(Stop);
        (await db.AuditEntries.SingleAsync(e => e.Sequence == first.Sequence, Stop)).Action.ShouldBe("signing-certificate.made", "the head covers the entry that names its key");
        await server.AgentAsync("ES-042");
        (await guard.VerifyAsync(Stop)).ShouldBeNull();
        var second = guard.State.Checkpoint!;
        second.Sequence.ShouldBeGreaterThan(first.Sequence);

        await db.UnguardAsync(Stop);
        await db.AuditEntries.Where(e => e.Sequence > first.Sequence).ExecuteDeleteAsync(Stop);
        await db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, first.Sequence).SetProperty(h => h.Hash, first.Hash), Stop);

        (await guard.VerifyAsync(Stop)).ShouldBe(new TrailBreak(first.Sequence + 1, TrailFlaw.Truncated, TrailWitness.Checkpoint, second.Sequence, first.Sequence));
        (await db.TrailCheckpoints.CountAsync(Stop)).ShouldBe(2, "nothing is signed that is broken");
        (await ReadyAsync(server)).ShouldBe("Degraded");
        using var told = await server.Client.GetAsync("/api/v1/audit-entries/head", await server.ApiTokenAsync(AccessRole.Auditor));
        (await told.JsonAsync())["chain"]!["flaw"]!.GetValue<string>().ShouldBe("Truncated");
    }

    [Theory, OnBoth]
    public async Task The_head_is_told_with_its_signature_to_who_sees_every_zone(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.AgentAsync("ES-041", "North");
        var auditor = await server.ApiTokenAsync(AccessRole.Auditor);
        var scoped = await server.ApiTokenAsync(AccessRole.Auditor, "North");
        using var before = await server.Client.GetAsync("/api/v1/audit-entries/head", auditor);
        (await before.JsonAsync())["signed"].ShouldBeNull();
        await server.Get<TrailGuard>().VerifyAsync(Stop);

        using var answer = await server.Client.GetAsync("/api/v1/audit-entries/head", auditor);
        using var refused = await server.Client.GetAsync("/api/v1/audit-entries/head", scoped);

        await refused.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        var told = await answer.JsonAsync();
        var signed = told["signed"]!;
        signed["head"]!.GetValue<string>().ShouldBe(told["head"]!.GetValue<string>());
        TrailHead.TryParse(told["head"]!.GetValue<string>(), out _).ShouldBeTrue();
        using var certificate = await server.Get<SiteSigner>().CertificateAsync(Stop);
        using var key = certificate.GetECDsaPublicKey()!;
        key.VerifyData(Encoding.ASCII.GetBytes(signed["statement"]!.GetValue<string>()), Convert.FromBase64String(signed["signature"]!.GetValue<string>()), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence).ShouldBeTrue();
        signed["certificate"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)));
        told["chain"]!["flaw"].ShouldBeNull();
    }

    private static Task<string> ReadyAsync(AlmTestServer server) => server.Client.GetStringAsync("/healthz/ready", Stop);
}
