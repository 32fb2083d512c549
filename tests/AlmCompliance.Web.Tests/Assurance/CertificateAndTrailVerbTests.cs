using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Tests.CommandLine;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Assurance;

/// <summary>The program itself on a real file: what it says, and with what exit code.</summary>
public sealed partial class CertificateAndTrailVerbTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_trail_tells_whole_from_consistent_only_from_broken_beside_a_server_too()
    {
        using var program = new AlmProgram();
        var none = await program.RunAsync("verify-trail");
        (none.ExitCode, none.Output).ShouldBe((1, ""));
        none.ErrorLine.ShouldContain("There is no database");
        Directory.Exists(Path.Combine(program.Folder, "data")).ShouldBeFalse("it makes nothing");
        await program.RunAsync("api-token", "add", "--name", "first", "--role", "Auditor");
        await program.RunAsync("api-token", "add", "--name", "second", "--role", "Auditor");

        var alone = await program.RunAsync("verify-trail");
        alone.ExitCode.ShouldBe(3, alone.Errors);
        alone.OutputLine.ShouldContain("internally consistent only");
        var early = Head().Match(alone.OutputLine).Value;
        var log = await ServedAsync(program);
        foreach (var head in (string[])[early, early.ToUpperInvariant(), log])
        {
            var whole = await program.RunAsync("verify-trail", "--head", head);
            whole.ExitCode.ShouldBe(0, $"{head}: {whole.Output}{whole.Errors}");
            whole.OutputLine.ShouldStartWith("The audit trail is whole");
        }

        foreach (var wrong in (string[])["nonsense", "12:34", $"0:{new string('0', 64)}", Path.Combine("data", "alm.db"), ""])
        {
            var refused = await program.RunAsync("verify-trail", "--head", wrong);
            (refused.ExitCode, refused.Output).ShouldBe((1, ""), wrong);
            refused.ErrorLine.ShouldStartWith("alm-compliance: ");
        }

        // Somebody who owns the file writes the whole chain anew and takes the signed heads away.
        await RewriteAsync(Path.Combine(program.Folder, "data", "alm.db"));
        (await program.RunAsync("verify-trail")).ExitCode.ShouldBe(3);
        var broken = await program.RunAsync("verify-trail", "--head", log);
        broken.ExitCode.ShouldBe(2);
        broken.OutputLine.ShouldContain("is not the one that the head given knows");
    }

    [Fact]
    public async Task The_certificate_is_exported_and_replaced_and_what_is_wrong_is_one_line()
    {
        using var program = new AlmProgram();
        using var key = SigningKit.Key();
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = SigningKit.Certificate(key, now.AddDays(-1), now.AddYears(1));
        using var late = SigningKit.Certificate(key, now.AddYears(-2), now.AddDays(-1));
        await File.WriteAllTextAsync(Path.Combine(program.Folder, "site.pem"), certificate.ExportCertificatePem(), Stop);
        await File.WriteAllTextAsync(Path.Combine(program.Folder, "late.pem"), late.ExportCertificatePem(), Stop);
        await File.WriteAllTextAsync(Path.Combine(program.Folder, "site.key"), key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)), Stop);

        (await program.RunAsync("signing-certificate", "export")).Output.ShouldStartWith("-----BEGIN CERTIFICATE-----");
        var replaced = await program.RunAsync("secret\n", ["signing-certificate", "replace", "site.pem", "--key", "site.key", "--password"]);
        replaced.ExitCode.ShouldBe(0, replaced.Errors);
        replaced.OutputLine.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)));
        (await program.RunAsync("signing-certificate", "export")).Output.Trim().ShouldBe(certificate.ExportCertificatePem().Trim());
        foreach (var (input, arguments, reason) in ((string, string[], string)[])
        [
            ("secret\n", ["site.pem", "--key", "site.key", "--password"], "in use already"),
            ("wrong\n", ["site.pem", "--key", "site.key", "--password"], "password is wrong"),
            ("secret\n", ["late.pem", "--key", "site.key", "--password"], "not valid"),
            ("", ["site.key"], "no certificate"),
            ("", ["nowhere.pem"], "cannot be read"),
        ])
        {
            var refused = await program.RunAsync(input, ["signing-certificate", "replace", .. arguments]);
            (refused.ExitCode, refused.Output).ShouldBe((1, ""), reason);
            refused.ErrorLine.ShouldContain(reason);
        }
    }

    /// <summary>Serves until a signed head stands in the log, and verifies beside it; the file that holds the log.</summary>
    private static async Task<string> ServedAsync(AlmProgram program)
    {
        using var process = program.Start("--urls", "http://127.0.0.1:0");
        try
        {
            var line = "";
            while (!line.Contains("Audit trail head ", StringComparison.Ordinal))
            {
                line = await process.StandardError.ReadLineAsync(Stop) ?? throw new InvalidOperationException("It ended without a signed head.");
            }

            var rest = process.StandardError.ReadToEndAsync(Stop);
            var log = Path.Combine(program.Folder, "server.log");
            await File.WriteAllTextAsync(log, $"another line\n{line}\n", Stop);
            var beside = await program.RunAsync("verify-trail", "--head", log);
            beside.ExitCode.ShouldBe(0, beside.Output + beside.Errors);
            process.Kill();
            await process.WaitForExitAsync(Stop);
            await rest;
            return log;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task RewriteAsync(string file)
    {
        await using var database = TestDatabase.At(Provider.Sqlite, $"Data Source={file}");
        await database.UnguardAsync();
        await using var db = database.CreateDbContext();
        await db.TrailCheckpoints.ExecuteDeleteAsync(Stop);
        var previous = new byte[32];
        foreach (var entry in await db.AuditEntries.OrderBy(e => e.Sequence).ToListAsync(Stop))
        {
            entry.ActorName = entry.Sequence == 1 ? "somebody else" : entry.ActorName;
            entry.PreviousHash = previous;
            entry.Hash = previous = TrailLine.Of(entry).Digest();
        }

        await db.SaveChangesAsync(Stop);
        await db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Hash, previous), Stop);
    }

    [GeneratedRegex("[0-9]+:[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Head();
}
