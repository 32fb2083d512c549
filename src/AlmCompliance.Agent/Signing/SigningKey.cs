using System;
using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Agent.Collecting;
using AlmCompliance.Agent.Commands;
using AlmCompliance.Agent.State;

namespace AlmCompliance.Agent.Signing;

/// <summary>The agent's own RSA key of 2048 bits, with which it signs what travels as a file.</summary>
internal sealed class SigningKey : IDisposable
{
    private const int Bits = 2048;
    private const int AesProvider = 24;
    private readonly RSACryptoServiceProvider _rsa = New();

    private SigningKey()
    {
    }

    /// <summary>Base64 of the SubjectPublicKeyInfo.</summary>
    public string PublicKey
    {
        get { return Convert.ToBase64String(PublicKeyDer.Of(_rsa.ExportParameters(false))); }
    }

    /// <summary>For a person to compare: SHA-256 of the SubjectPublicKeyInfo in hex, in groups of four.</summary>
    public string Fingerprint
    {
        get
        {
            using (var sha = SHA256.Create())
            {
                var hex = MachineIdentity.Hex(sha.ComputeHash(PublicKeyDer.Of(_rsa.ExportParameters(false))));
                var text = new StringBuilder();
                for (var i = 0; i < hex.Length; i += 4)
                {
                    text.Append(i == 0 ? "" : " ").Append(hex, i, 4);
                }

                return text.ToString();
            }
        }
    }

    /// <exception cref="CommandException">This agent has none.</exception>
    public static SigningKey Load(StateFolder state)
    {
        var text = state.Read(StateFolder.SigningKey) ?? throw new CommandException("This agent has no key to sign with: enroll first, or enroll --offline.");
        var key = new SigningKey();
        key._rsa.FromXmlString(text);
        return key;
    }

    /// <summary>The key of an agent that enrols once more stays the same.</summary>
    public static SigningKey LoadOrMake(StateFolder state)
    {
        if (state.Read(StateFolder.SigningKey) == null)
        {
            using (var made = new SigningKey())
            {
                state.WriteSecret(StateFolder.SigningKey, made._rsa.ToXmlString(true));
            }
        }

        return Load(state);
    }

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256, in base64.</summary>
    public string Sign(byte[] bytes)
    {
        return Convert.ToBase64String(_rsa.SignData(bytes, "SHA256"));
    }

    public void Dispose()
    {
        ((IDisposable)_rsa).Dispose();
    }

    /// <summary>The provider that each Windows has; only the one that also knows AES signs with SHA-256 on old Windows.</summary>
    private static RSACryptoServiceProvider New()
    {
        var rsa = Environment.OSVersion.Platform == PlatformID.Win32NT
            ? new RSACryptoServiceProvider(Bits, new CspParameters(AesProvider))
            : new RSACryptoServiceProvider(Bits);
        rsa.PersistKeyInCsp = false;
        return rsa;
    }
}
