using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests;

/// <summary>What somebody can do to a trail who owns its database, and by what it is found.</summary>
public sealed class TrailCheckTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task The_database_refuses_to_change_or_delete_what_was_recorded(Provider provider)
    {
        await using var trail = await SignedTrail.CreateAsync(provider);
        await using var db = trail.Database.CreateDbContext();
        string[] acts =
        [
            "UPDATE \"AuditEntries\" SET \"ActorName\" = 'Bob'", "DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 5", "UPDATE \"TrailCheckpoints\" SET \"At\" = 0", "DELETE FROM \"TrailCheckpoints\"",
        ];
        foreach (var sql in provider is Provider.Postgres ? [.. acts, "TRUNCATE \"AuditEntries\"", "TRUNCATE \"TrailCheckpoints\""] : acts)
        {
            (await Should.ThrowAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql, Stop))).Message.ShouldMatch("append-only|Checkpoints of the audit trail stay", sql);
        }

        (await CheckAsync(trail)).Break.ShouldBeNull();
    }

    [Theory, OnBoth]
    public async Task A_whole_trail_agrees_with_its_checkpoints_and_with_heads_old_and_new(Provider provider)
    {
        await using var trail = await SignedTrail.CreateAsync(provider);

        var found = await CheckAsync(trail, [.. trail.Heads]);

        found.Break.ShouldBeNull();
        found.Last.ShouldBe(trail.Heads[^1]);
        found.Checkpoint!.Sequence.ShouldBe(8);
    }

    [Theory, OnBoth]
    public async Task Entries_cut_off_are_found_by_a_checkpoint_though_the_head_row_was_set_back(Provider provider)
    {
        await using var trail = await SignedTrail.CreateAsync(provider);
        await CutAsync(trail, 6);

        (await CheckAsync(trail)).Break.ShouldBe(new TrailBreak(7, TrailFlaw.Truncated, TrailWitness.Checkpoint, 8, 6));

        await trail.ChangeAsync("DELETE FROM \"TrailCheckpoints\" WHERE \"Sequence\" > 6");
        (await CheckAsync(trail)).Break.ShouldBeNull("nothing in the database knows of it any more");
        (await CheckAsync(trail, trail.Heads[3])).Break.ShouldBeNull("a head that is older than the cut");
        (await CheckAsync(trail, trail.Heads[6])).Break.ShouldBe(new TrailBreak(7, TrailFlaw.Truncated, TrailWitness.Outside, 7, 6));
    }

    [Theory, OnBoth]
    public async Task A_trail_that_was_hashed_anew_from_end_to_end_is_found_by_a_checkpoint_and_without_one_by_an_outside_head(Provider provider)
    {
        await using var trail = await SignedTrail.CreateAsync(provider);
        await trail.RewriteAsync(from: 3);

        (await CheckAsync(trail)).Break.ShouldBe(new TrailBreak(4, TrailFlaw.Rewritten, TrailWitness.Checkpoint, 4, 0));

        await trail.ChangeAsync("DELETE FROM \"TrailCheckpoints\"");
        (await CheckAsync(trail)).Break.ShouldBeNull();
        (await CheckAsync(trail, trail.Heads[4])).Break.ShouldBe(new TrailBreak(5, TrailFlaw.Rewritten, TrailWitness.Outside, 5, 0));
    }

    [Theory, OnBoth]
    public async Task A_checkpoint_that_was_changed_to_fit_lacks_its_signature(Provider provider)
    {
        await using var trail = await SignedTrail.CreateAsync(provider);
        await trail.RewriteAsync(from: 7);
        await using (var db = trail.Database.CreateDbContext())
        {
            var head = await db.AuditHeads.SingleAsync(Stop);
            await db.TrailCheckpoints.Where(c => c.Sequence == 8).ExecuteUpdateAsync(s => s.SetProperty(c => c.Hash, head.Hash), Stop);
        }

        (await CheckAsync(trail)).Break.ShouldBe(new TrailBreak(8, TrailFlaw.ForgedCheckpoint));
    }

    [Theory, OnBoth]
    public async Task Checkpoints_signed_anew_with_another_key_are_found_by_the_entry_that_names_the_first(Provider provider)
    {
        await using var trail = await SignedTrail.CreateAsync(provider);
        using var other = new SiteKey();
        await using (var db = await trail.OpenAsync())
        {
            var row = await db.SigningCertificates.SingleAsync(Stop);
            (row.Certificate, row.Fingerprint) = (other.Certificate, other.Fingerprint);
            foreach (var checkpoint in await db.TrailCheckpoints.ToListAsync(Stop))
            {
                (checkpoint.Signature, checkpoint.Fingerprint) = (other.Sign(checkpoint), other.Fingerprint);
            }

            await db.SaveChangesAsync(Stop);
        }

        (await CheckAsync(trail)).Break.ShouldBe(new TrailBreak(1, TrailFlaw.SwappedCertificate));
        await trail.ChangeAsync("DELETE FROM \"SigningCertificates\"");
        (await CheckAsync(trail)).Break.ShouldBe(new TrailBreak(1, TrailFlaw.SwappedCertificate));
    }

    [Theory]
    [InlineData(Provider.Sqlite, "UPDATE \"AuditEntries\" SET \"At\" = 9223372036854775807 WHERE \"Sequence\" = 5")]
    [InlineData(Provider.Postgres, "UPDATE \"AuditEntries\" SET \"At\" = -9223372036854775808 WHERE \"Sequence\" = 5")]
    [InlineData(Provider.Sqlite, "UPDATE \"AuditEntries\" SET \"At\" = 'yesterday' WHERE \"Sequence\" = 5")]
    [InlineData(Provider.Sqlite, "UPDATE \"AuditEntries\" SET \"At\" = \"At\" || ' x' WHERE \"Sequence\" = 5")]
    [InlineData(Provider.Sqlite, "UPDATE \"AuditEntries\" SET \"Action\" = CAST(\"Action\" AS BLOB) WHERE \"Sequence\" = 5")]
    [InlineData(Provider.Sqlite, "UPDATE \"AuditEntries\" SET \"SubjectId\" = CAST(\"SubjectId\" AS BLOB) WHERE \"Sequence\" = 5")]
    [InlineData(Provider.Sqlite, "UPDATE \"AuditEntries\" SET \"Hash\" = 'text' WHERE \"Sequence\" = 5")]
    [InlineData(Provider.Sqlite, "UPDATE \"AuditEntries\" SET \"PreviousHash\" = 7 WHERE \"Sequence\" = 5")]
    [InlineData(Provider.Postgres, "ALTER TABLE \"AuditEntries\" ALTER \"After\" DROP NOT NULL; UPDATE \"AuditEntries\" SET \"After\" = NULL WHERE \"Sequence\" = 5")]
    public async Task What_no_entry_can_hold_is_an_edit_and_stops_no_reading(Provider provider, string sql)
    {
        await using var trail = await SignedTrail.CreateAsync(provider);
        await trail.ChangeAsync(sql);

        (await CheckAsync(trail)).Break.ShouldBe(new TrailBreak(5, TrailFlaw.Edited));
    }

    [Theory]
    [InlineData(Provider.Sqlite, "UPDATE \"TrailCheckpoints\" SET \"At\" = 9000000000000000000 WHERE \"Sequence\" = 4")]
    [InlineData(Provider.Postgres, "UPDATE \"TrailCheckpoints\" SET \"At\" = 9000000000000000000 WHERE \"Sequence\" = 4")]
    [InlineData(Provider.Sqlite, "INSERT INTO \"AuditHeads\" SELECT 2, \"Sequence\", \"Hash\" FROM \"AuditHeads\"")]
    [InlineData(Provider.Sqlite, "UPDATE \"AuditHeads\" SET \"Hash\" = 'text'")]
    public async Task What_stands_beside_the_entries_and_cannot_be_read_is_a_break(Provider provider, string sql)
    {
        await using var trail = await SignedTrail.CreateAsync(provider);
        await trail.ChangeAsync(sql);

        (await CheckAsync(trail)).Break.ShouldNotBeNull();
    }

    [Theory, OnBoth]
    public async Task An_entry_before_the_first_is_found(Provider provider)
    {
        await using var trail = await SignedTrail.CreateAsync(provider);
        await trail.ChangeAsync("UPDATE \"AuditEntries\" SET \"Sequence\" = -5 WHERE \"Sequence\" = 8");

        (await CheckAsync(trail)).Break.ShouldBe(new TrailBreak(-5, TrailFlaw.OutOfOrder));
    }

    private static async Task<TrailFinding> CheckAsync(SignedTrail trail, params TrailHead[] outside)
    {
        await using var db = trail.Database.CreateDbContext();
        return await TrailCheck.RunAsync(db, outside, Stop);
    }

    private static async Task CutAsync(SignedTrail trail, long last)
    {
        await using var db = await trail.OpenAsync();
        await db.AuditEntries.Where(e => e.Sequence > last).ExecuteDeleteAsync(Stop);
        await SignedTrail.SetHeadAsync(db);
    }

    /// <summary>Eight entries, the first of which names the site's certificate, with signed checkpoints at 4, 6 and 8.</summary>
    private sealed class SignedTrail(TestDatabase database, SiteKey key) : IAsyncDisposable
    {
        private bool _isOpen;

        public TestDatabase Database => database;

        /// <summary>Of each entry, as somebody outside wrote them down.</summary>
        public List<TrailHead> Heads { get; } = [];

        public static async Task<SignedTrail> CreateAsync(Provider provider)
        {
            var trail = new SignedTrail(await TestDatabase.CreateAsync(provider), new SiteKey());
            await trail.FillAsync();
            return trail;
        }

        /// <summary>As whoever owns the database can.</summary>
        public async Task ChangeAsync(string sql)
        {
            await using var db = await OpenAsync();
            await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), Stop);
        }

        /// <summary>Changes an entry and makes the whole chain after it fit.</summary>
        public async Task RewriteAsync(long from)
        {
            await using var db = await OpenAsync();
            var entries = await db.AuditEntries.OrderBy(e => e.Sequence).ToListAsync(Stop);
            entries[(int)from - 1].ActorName = "Bob";
            foreach (var entry in entries.Skip((int)from - 1))
            {
                entry.PreviousHash = entries[(int)entry.Sequence - 2].Hash;
                entry.Hash = TrailLine.Of(entry).Digest();
            }

            await db.SaveChangesAsync(Stop);
            await SetHeadAsync(db);
        }

        public static async Task SetHeadAsync(AlmDbContext db)
        {
            var last = await db.AuditEntries.AsNoTracking().OrderByDescending(e => e.Sequence).FirstAsync(Stop);
            await db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, last.Sequence).SetProperty(h => h.Hash, last.Hash), Stop);
        }

        public async ValueTask DisposeAsync()
        {
            key.Dispose();
            await database.DisposeAsync();
        }

        /// <summary>Without the guards.</summary>
        public async Task<AlmDbContext> OpenAsync()
        {
            if (!_isOpen)
            {
                await database.UnguardAsync();
                _isOpen = true;
            }

            return database.CreateDbContext();
        }

        private async Task FillAsync()
        {
            await database.Lane.RunAsync(
                async (db, ct) =>
                {
                    db.SigningCertificates.Add(new SigningCertificate { Number = 1, Certificate = key.Certificate, Fingerprint = key.Fingerprint, Since = NewRow.Now, SetBy = "start" });
                    await db.SaveChangesAsync(ct);
                    var after = $"{{\"fingerprint\":\"{Convert.ToHexStringLower(key.Fingerprint)}\"}}";
                    await AuditTrail.AppendAsync(db, new AuditAct("System", "start", "start", "signing-certificate.made", SigningCertificate.Subject, "1", "", after), NewRow.Now, ct);
                    await AuditTrail.AppendAsync(db, [.. Enumerable.Range(2, 7).Select(i => NewRow.Act($"{i}"))], NewRow.Now, ct);
                    foreach (var entry in await db.AuditEntries.OrderBy(e => e.Sequence).ToListAsync(ct))
                    {
                        Heads.Add(TrailHead.Of(entry.Sequence, entry.Hash));
                        if (entry.Sequence is 4 or 6 or 8)
                        {
                            var checkpoint = new TrailCheckpoint { Sequence = entry.Sequence, Hash = entry.Hash, At = NewRow.Now, Signature = [], Fingerprint = key.Fingerprint };
                            checkpoint.Signature = key.Sign(checkpoint);
                            db.TrailCheckpoints.Add(checkpoint);
                        }
                    }

                    await db.SaveChangesAsync(ct);
                },
                Stop);
        }
    }

    private sealed class SiteKey : IDisposable
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public SiteKey()
        {
            using var certificate = new CertificateRequest("CN=site", _key, HashAlgorithmName.SHA256).CreateSelfSigned(NewRow.Now, NewRow.Now.AddYears(1));
            Certificate = certificate.RawData;
        }

        public byte[] Certificate { get; }

        public byte[] Fingerprint => SHA256.HashData(Certificate);

        public byte[] Sign(TrailCheckpoint checkpoint) =>
            _key.SignData(TrailCheckpoint.Statement(checkpoint.Head, checkpoint.At), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        public void Dispose() => _key.Dispose();
    }
}
