using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Tests.Real;

/// <summary>What an agent without a network wrote for a person to carry, checked with .NET's own cryptography.</summary>
internal static class SignedByHand
{
    /// <summary>The request is signed by the key of that fingerprint, and so is the second inventory file, of an ALM V5.1 SP1 Upd2.</summary>
    public static void ShouldHold(string requestFile, string inventoryFile, string fingerprint, string platform)
    {
        var request = Read<EnrollmentRequestFile>(requestFile);
        var key = Convert.FromBase64String(request.PublicKey!);
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(key, out var length);
        (rsa.KeySize, length).ShouldBe((2048, key.Length));
        fingerprint.Replace(" ", "", StringComparison.Ordinal).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(key)));
        var said = Encoding.UTF8.GetBytes($"almcompliance.enrollment-request/1\n{request.MachineId}\n{request.HostName}\n{request.PublicKey}\n{request.CreatedAt}");
        Verifies(rsa, said, request.Signature!).ShouldBeTrue();
        said[^1] ^= 1;
        Verifies(rsa, said, request.Signature!).ShouldBeFalse();

        var file = Read<InventoryFile>(inventoryFile);
        var report = Convert.FromBase64String(file.Report!);
        (file.HostId, file.Sequence).ShouldBe(($"machine:{request.MachineId}", 2));
        Verifies(rsa, [.. Encoding.UTF8.GetBytes($"almcompliance.inventory-file/1\n{file.HostId}\n2\n"), .. report], file.Signature!).ShouldBeTrue();
        Verifies(rsa, [.. Encoding.UTF8.GetBytes($"almcompliance.inventory-file/1\n{file.HostId}\n3\n"), .. report], file.Signature!).ShouldBeFalse();
        var inventory = JsonSerializer.Deserialize<InventoryReport>(report, JsonSerializerOptions.Web)!;
        (inventory.Agent!.Platform, inventory.Host!.MachineId, inventory.Alm!.Versions!.Single().Value).ShouldBe((platform, request.MachineId, "V5.1 SP1 Upd2"));
    }

    private static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(file), JsonSerializerOptions.Web)!;

    private static bool Verifies(RSA key, byte[] signed, string signature) =>
        key.VerifyData(signed, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
