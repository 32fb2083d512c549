using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;

namespace AlmCompliance.Agent.Signing;

/// <summary>An RSA public key as SubjectPublicKeyInfo (RFC 5280, RFC 8017); .NET 4 cannot write one.</summary>
internal static class PublicKeyDer
{
    private const byte Integer = 0x02;
    private const byte BitString = 0x03;
    private const byte Sequence = 0x30;

    /// <summary>rsaEncryption, 1.2.840.113549.1.1.1, and the empty parameters that belong to it.</summary>
    private static readonly byte[] _algorithm = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00];

    public static byte[] Of(RSAParameters key)
    {
        var numbers = Element(Sequence, [.. Number(key.Modulus!), .. Number(key.Exponent!)]);
        return Element(Sequence, [.. Element(Sequence, _algorithm), .. Element(BitString, [0, .. numbers])]);
    }

    private static byte[] Number(byte[] bigEndian)
    {
        var digits = bigEndian.SkipWhile(b => b == 0).ToArray();

        // A first bit that is set would make it negative.
        return Element(Integer, digits.Length == 0 || digits[0] > 0x7F ? [0, .. digits] : digits);
    }

    private static byte[] Element(byte tag, byte[] content)
    {
        var length = new List<byte>();
        for (var rest = content.Length; rest > 0; rest >>= 8)
        {
            length.Insert(0, (byte)(rest & 0xFF));
        }

        byte[] size = content.Length < 0x80 ? [(byte)content.Length] : [(byte)(0x80 | length.Count), .. length];
        var element = new byte[1 + size.Length + content.Length];
        element[0] = tag;
        Array.Copy(size, 0, element, 1, size.Length);
        Array.Copy(content, 0, element, 1 + size.Length, content.Length);
        return element;
    }
}
