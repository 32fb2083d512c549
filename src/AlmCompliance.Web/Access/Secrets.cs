using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AlmCompliance.Web.Access;

/// <summary>Bearer secrets: 256 random bits behind a prefix that says what they open. Only their SHA-256 is stored.</summary>
internal static class Secrets
{
    public const string AgentKeyPrefix = "almk_";
    public const string EnrollmentTokenPrefix = "alme_";
    public const string ApiTokenPrefix = "almt_";
    public const string SetUpPrefix = "alms_";
    public const string PasswordPrefix = "almp_";

    /// <summary>Longer texts are no secrets of ours and are not even hashed.</summary>
    public const int LongestSecret = 200;

    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Enough for people to tell two apart, too little to guess the rest.</summary>
    public static string Hint(string secret) => secret[..Math.Min(secret.Length, 10)] + "…";
}
