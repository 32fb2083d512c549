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
    private const string File = "signing-key";
    private const int Bits = 2048;
#if NETFRAMEWORK
    private const int AesProvider = 24;
    private readonly RSACryptoServiceProvider _rsa = New();
#else
    private readonly RSA _rsa = RSA.Create(Bits);
#endif

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
        var text = state.Read(File) ?? throw new CommandException("This agent has no key to sign with: enroll first, or enroll --offline.");
        var key = new SigningKey();
        key._rsa.FromXmlString(text);
        return key;
    }

    /// <summary>The key of an agent that enrols once more stays the same.</summary>
    public static SigningKey LoadOrMake(StateFolder state)
    {
        if (state.Read(File) == null)
        {
            using (var made = new SigningKey())
            {
                state.WriteSecret(File, made._rsa.ToXmlString(true));
            }
        }

        return Load(state);
    }

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256, in base64.</summary>
    public string Sign(byte[] bytes)
    {
#if NETFRAMEWORK
        return Convert.ToBase64String(_rsa.SignData(bytes, "SHA256"));
#else
        return Convert.ToBase64String(_rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
#endif
    }

    public void Dispose()
    {
        ((IDisposable)_rsa).Dispose();
    }

#if NETFRAMEWORK
    /// <summary>Only the provider that also knows AES signs with SHA-256 on old Windows.</summary>
    private static RSACryptoServiceProvider New()
    {
        var rsa = Environment.OSVersion.Platform == PlatformID.Win32NT
            ? new RSACryptoServiceProvider(Bits, new CspParameters(AesProvider))
            : new RSACryptoServiceProvider(Bits);
        rsa.PersistKeyInCsp = false;
        return rsa;
    }
#endif
}
