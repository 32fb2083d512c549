using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Agent.Signing;
using AlmCompliance.Agent.State;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Tests.Signing;

/// <summary>What the server checks, checked here with its own means: .NET's reader of public keys.</summary>
public sealed class SignedFileTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 11, 22, 10, 15, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("alm-agent-").FullName;
    private readonly StateFolder _state;
    private readonly SigningKey _key;

    public SignedFileTests()
    {
        _state = StateFolder.Make(_folder, null);
        _key = SigningKey.LoadOrMake(_state);
    }

    [Fact]
    public void The_public_key_is_what_dotnet_reads_and_writes()
    {
        using var rsa = RSA.Create();
        var der = Convert.FromBase64String(_key.PublicKey);
        rsa.ImportSubjectPublicKeyInfo(der, out var read);

        read.ShouldBe(der.Length);
        rsa.KeySize.ShouldBe(2048);
        rsa.ExportSubjectPublicKeyInfo().ShouldBe(der);
    }

    [Fact]
    public void The_fingerprint_is_the_digest_of_the_public_key_in_groups_of_four()
    {
        var groups = _key.Fingerprint.Split(' ');

        groups.Length.ShouldBe(16);
        groups.ShouldAllBe(g => g.Length == 4);
        Convert.FromHexString(string.Concat(groups)).ShouldBe(SHA256.HashData(Convert.FromBase64String(_key.PublicKey)));
    }

    [Fact]
    public void The_signature_covers_host_number_and_every_byte_of_the_report()
    {
        var file = SignedFiles.Inventory(_key, "machine:abc", 12, "{\"name\":\"Prüfstand\"}");

        Verifies(file, "machine:abc", 12).ShouldBeTrue();
        Verifies(file, "machine:abc", 13).ShouldBeFalse();
        Verifies(file, "machine:abd", 12).ShouldBeFalse();
        file.Report = Convert.ToBase64String("{\"name\":\"Anderer\"}"u8);
        Verifies(file, "machine:abc", 12).ShouldBeFalse();
    }

    [Fact]
    public void The_request_proves_that_its_maker_holds_the_key()
    {
        var request = SignedFiles.Request(_key, "abc", "ES-041", Now);

        request.CreatedAt.ShouldBe("2026-11-22T10:15:00.000Z");
        var signed = $"almcompliance.enrollment-request/1\nabc\nES-041\n{request.PublicKey}\n{request.CreatedAt}";
        Verifies(Encoding.UTF8.GetBytes(signed), request.Signature!).ShouldBeTrue();
    }

    [Fact]
    public void A_key_once_made_stays()
    {
        using var again = SigningKey.LoadOrMake(_state);

        again.PublicKey.ShouldBe(_key.PublicKey);
    }

    [Fact]
    public void Numbers_count_up_over_restarts_and_a_lost_count_is_no_new_beginning()
    {
        SequenceFile.Next(_state).ShouldBe(1);
        SequenceFile.Next(StateFolder.Open(_folder)).ShouldBe(2);

        _state.Write("sequence", "x");
        Should.Throw<IOException>(() => SequenceFile.Next(_state));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Secrets_are_for_their_owner_alone()
    {
        File.GetUnixFileMode(_state.PathOf("signing-key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(_folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private bool Verifies(InventoryFile file, string hostId, int sequence)
    {
        var head = Encoding.UTF8.GetBytes(FormattableString.Invariant($"almcompliance.inventory-file/1\n{hostId}\n{sequence}\n"));
        return Verifies([.. head, .. Convert.FromBase64String(file.Report!)], file.Signature!);
    }

    private bool Verifies(byte[] signed, string signature)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(_key.PublicKey), out _);
        return rsa.VerifyData(signed, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
