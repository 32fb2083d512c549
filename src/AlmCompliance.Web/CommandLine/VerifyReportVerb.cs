using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Features.AuditReports.Verifying;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.CommandLine;

/// <summary>Checks an audit pack where there is nothing but the pack: no server, no database, no network.</summary>
internal static class VerifyReportVerb
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The pack, a zip file." };
        var certificate = new Option<string?>("--certificate") { Description = "PEM file with the site's certificate, got by another way than the pack." };
        var fingerprint = new Option<string?>("--fingerprint") { Description = "SHA-256 of that certificate, hex, instead." };
        var head = new Option<string?>("--head") { Description = "A head of the audit trail that somebody kept, SEQUENCE:HASH, as the log and every mail have it." };
        var json = new Option<bool>("--json") { Description = "Says the result as JSON." };
        var verify = new Command(
            "verify-report",
            "Checks an audit pack offline: digests, signatures, the trail's chain, figures, and that each verdict follows from its input. "
            + "Exit codes: 0 all holds, verdicts computed again; 1 the file cannot be read or an option is wrong; 2 something does not hold; 3 all holds, and verdicts were not computed again; "
            + "4 all holds, and neither --fingerprint nor --certificate says whose key signed it. Of several the first in the order 2, 3, 4.")
        {
            file, certificate, fingerprint, head, json,
        };
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            var witness = new PackWitness(FingerprintOf(parsed.GetValue(certificate), parsed.GetValue(fingerprint)), HeadOf(parsed.GetValue(head)));
            var pack = await VerifyReport.CheckAsync(parsed.GetValue(file)!, witness, cancellationToken);
            await (parsed.GetValue(json) ? Console.Out.WriteLineAsync(JsonSerializer.Serialize(pack, s_json)) : WriteAsync(pack, Console.Out));
            return (int)pack.Outcome;
        });
        return verify;
    }

    private static async Task WriteAsync(VerifiedPack pack, TextWriter to)
    {
        await to.WriteLineAsync($"pack {pack.Reference ?? "without a manifest"}, SHA-256 {pack.Sha256}");
        foreach (var held in pack.Held)
        {
            await to.WriteLineAsync($"ok    {held}");
        }

        foreach (var fault in pack.Faults)
        {
            await to.WriteLineAsync($"WRONG {fault}");
        }

        if (pack.FaultCount > pack.Faults.Count)
        {
            await to.WriteLineAsync($"WRONG and {pack.FaultCount - pack.Faults.Count} more");
        }

        foreach (var note in pack.Notes)
        {
            await to.WriteLineAsync($"note  {note}");
        }

        await to.WriteLineAsync(pack.Outcome switch
        {
            PackOutcome.Holds => "The pack holds: every verdict follows from its input.",
            PackOutcome.NotRecomputed => $"Not recomputed, so that verdicts are the site's word only: {pack.NotRecomputed}. What could be checked holds.",
            PackOutcome.Unvouched => $"The pack is whole, and signed by a key that nobody vouched for: {pack.Certificate}",
            _ => "The pack does not hold.",
        });
    }

    private static string? FingerprintOf(string? certificate, string? fingerprint)
    {
        var given = fingerprint is null ? null : PackWitness.FingerprintOf(fingerprint) ?? throw new StartException("--fingerprint is a SHA-256: 64 hexadecimal digits, with or without colons.");
        if (certificate is null)
        {
            return given;
        }

        try
        {
            using var read = X509Certificate2.CreateFromPem(File.ReadAllText(certificate));
            var own = Convert.ToHexStringLower(SHA256.HashData(read.RawData));
            return given is null || given == own ? own : throw new StartException("--certificate and --fingerprint are not of one certificate.");
        }
        catch (CryptographicException)
        {
            throw new StartException("--certificate is no PEM file with a certificate.");
        }
    }

    private static TrailHead? HeadOf(string? text) =>
        text is null ? null : TrailHead.TryParse(text, out var head) && head.Sequence > 0 ? head : throw new StartException("--head is SEQUENCE:HASH, for example 1200:9f86…, with 64 hexadecimal digits.");
}
