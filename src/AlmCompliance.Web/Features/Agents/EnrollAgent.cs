using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>What the site asks of enrolments.</summary>
internal sealed class EnrollmentOptions
{
    /// <summary>A machine that is not on the expected list waits for a person.</summary>
    public bool OnlyExpected { get; set; }
}

/// <summary>The answer to an enrolment.</summary>
internal abstract record EnrollmentAnswer
{
    public sealed record Enrolled(Guid HostId, string AgentKey) : EnrollmentAnswer;

    public sealed record Waiting(string Reason) : EnrollmentAnswer;

    public sealed record Refused : EnrollmentAnswer;

    /// <summary>The token is unknown, revoked, expired or used up; which of these is not told.</summary>
    public sealed record BadToken : EnrollmentAnswer;
}

/// <summary>
/// Makes a machine known and hands it its key. A machine id that is known already, or one that the site does not expect,
/// waits for a person; the agent asks again with the same secret of its own and gets the key once.
/// </summary>
internal sealed class EnrollAgent(IWriteLane lane, AssessHost assess, SettleIdentity identity, IOptionsMonitor<EnrollmentOptions> options, ChangeFeed changes, TimeProvider clock)
{
    public async Task<EnrollmentAnswer> RunAsync(Actor actor, EnrollAgentRequest request, string? peer, CancellationToken cancellationToken)
    {
        _ = actor;
        var answer = await lane.RunAsync((db, ct) => EnrollAsync(db, request, peer, Microseconds.Truncate(clock.GetUtcNow()), ct), cancellationToken);
        if (answer is not EnrollmentAnswer.BadToken)
        {
            changes.Publish(null);
        }

        return answer;
    }

    private async Task<EnrollmentAnswer> EnrollAsync(AlmDbContext db, EnrollAgentRequest request, string? peer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tokenHash = Secrets.Hash(request.EnrollmentToken!);
        var token = await db.EnrollmentTokens.SingleOrDefaultAsync(t => t.TokenHash == tokenHash && t.RevokedAt == null, cancellationToken);
        if (token is null)
        {
            return new EnrollmentAnswer.BadToken();
        }

        var secretHash = request.RequestSecret is { } secret ? Secrets.Hash(secret) : null;
        if (secretHash is not null
            && await db.PendingEnrollments.FirstOrDefaultAsync(
                p => p.RequestSecretHash == secretHash && p.TokenId == token.Id && p.MachineId == request.MachineId, cancellationToken) is { } asked)
        {
            return await AnswerAsync(db, token, asked, now, cancellationToken);
        }

        // Asking again without a secret of its own earns nothing, and costs the token nothing.
        if (secretHash is null
            && await db.PendingEnrollments.AnyAsync(
                p => p.TokenId == token.Id && p.MachineId == request.MachineId && p.Decision == EnrollmentDecision.Waiting, cancellationToken))
        {
            return new EnrollmentAnswer.Waiting("A person has not decided yet; send a requestSecret to be able to fetch the answer.");
        }

        // Counted in SQL, so that two machines at once cannot share a token's last use.
        var counted = await db.EnrollmentTokens
            .Where(t => t.Id == token.Id && t.RevokedAt == null && t.Uses < t.MaxUses && t.ExpiresAt > now)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.Uses, t => t.Uses + 1).SetProperty(t => t.LastUsedAt, now), cancellationToken);
        if (counted == 0)
        {
            return new EnrollmentAnswer.BadToken();
        }

        // From here on, so that a machine that comes by two tokens at once is one host.
        await Admission.OneAtATimeAsync(db, cancellationToken);
        var existing = await Admission.KnownAsync(db, request.MachineId!, request.HostName!, token.ZoneId, cancellationToken);
        var nameKey = SortKeys.Of(request.HostName!);
        if (existing is null && (!options.CurrentValue.OnlyExpected || await db.ExpectedHosts.AnyAsync(e => e.NameKey == nameKey && (e.ZoneId == null || e.ZoneId == token.ZoneId), cancellationToken)))
        {
            return await AdmitAsync(db, token, request.MachineId!, request.HostName!, request.PublicKey, now, cancellationToken);
        }

        var pending = new PendingEnrollment
        {
            TokenId = token.Id,
            MachineId = request.MachineId!,
            HostName = request.HostName!,
            RequestSecretHash = secretHash,
            PublicKey = request.PublicKey,
            PeerAddress = peer,
            RequestedAt = now,
            ExistingHostId = existing,
            ZoneId = token.ZoneId,
        };
        db.PendingEnrollments.Add(pending);
        await db.SaveChangesAsync(cancellationToken);

        // Each of them takes a use of the token, so the trail grows no longer than the token allows.
        var after = TrailText.Of(new { pending.HostName, pending.MachineId, pending.PeerAddress, pending.ExistingHostId });
        await AuditTrail.AppendAsync(db, By(token, "enrollment.asked", "enrollment", pending.Id, after), now, cancellationToken);
        return new EnrollmentAnswer.Waiting(existing is null
            ? "The machine is not on the list of expected hosts; a person decides."
            : "The machine is known already; a person decides whether it is the same one.");
    }

    private async Task<EnrollmentAnswer> AnswerAsync(AlmDbContext db, EnrollmentToken token, PendingEnrollment asked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (asked.Decision == EnrollmentDecision.Waiting)
        {
            return new EnrollmentAnswer.Waiting("A person has not decided yet.");
        }

        if (asked.Decision == EnrollmentDecision.Refused)
        {
            return new EnrollmentAnswer.Refused();
        }

        // Counted in SQL, like the uses: of two who ask at once, one gets the key.
        var first = await db.PendingEnrollments.Where(p => p.Id == asked.Id && p.AnsweredAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.AnsweredAt, now), cancellationToken);
        if (first == 0)
        {
            return new EnrollmentAnswer.Refused();
        }

        // One that was decommissioned meanwhile stays gone; the machine becomes a host of its own.
        if (asked.Decision == EnrollmentDecision.SameMachine && asked.ExistingHostId is { } hostId
            && await db.Hosts.AnyAsync(h => h.Id == hostId && h.DecommissionedAt == null, cancellationToken))
        {
            // Of two machines that were both said to be one without an agent, the first is it.
            await Admission.IdentifyAsync(db, hostId, asked.MachineId, cancellationToken);
            if (!await db.Hosts.AnyAsync(h => h.Id == hostId && h.MachineId == asked.MachineId, cancellationToken))
            {
                return new EnrollmentAnswer.Refused();
            }

            await Admission.EndKeysAsync(db, hostId, now, cancellationToken);
            var answer = await GiveKeyAsync(db, token, hostId, asked.HostName, asked.PublicKey, "agent.enrolled-again", now, cancellationToken);
            await identity.ByNewKeyAsync(db, hostId, now, cancellationToken);
            return answer;
        }

        return await AdmitAsync(db, token, asked.MachineId, asked.HostName, asked.PublicKey, now, cancellationToken);
    }

    private async Task<EnrollmentAnswer> AdmitAsync(
        AlmDbContext db, EnrollmentToken token, string machineId, string hostName, string? publicKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var host = await Admission.HostAsync(db, assess, token.ZoneId, machineId, hostName, now, cancellationToken);
        return await GiveKeyAsync(db, token, host.Id, hostName, publicKey, "agent.enrolled", now, cancellationToken);
    }

    private static async Task<EnrollmentAnswer> GiveKeyAsync(
        AlmDbContext db, EnrollmentToken token, Guid hostId, string hostName, string? publicKey, string action, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = Secrets.New(Secrets.AgentKeyPrefix);
        await Admission.KeyAsync(db, hostId, Secrets.Hash(key), AgentPublicKey.Read(publicKey), now, cancellationToken);
        await AuditTrail.AppendAsync(db, By(token, action, "host", hostId, TrailText.Of(new { hostName })), now, cancellationToken);
        return new EnrollmentAnswer.Enrolled(hostId, key);
    }

    private static AuditAct By(EnrollmentToken token, string action, string subjectKind, Guid subject, string after) =>
        new("EnrollmentToken", token.Id.ToString(), token.Hint, action, subjectKind, subject.ToString(), After: after);
}
