using System.Buffers.Binary;
using System.Net;
using System.Text;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Data.Inventory;

/// <summary>
/// The facts of a host in as few bytes as reading them again costs little: a fleet is judged from these every night, and JSON would
/// take longer than the rules. Whoever adds a fact adds it here and counts <see cref="Format"/> up; a test says so.
/// </summary>
public static class FactsEncoding
{
    public const int Format = 1;

    public static CompactFacts Of(Guid hostId, Guid snapshotId, HostFacts facts) => new() { HostId = hostId, SnapshotId = snapshotId, Format = Format, Bytes = Encode(facts) };

    public static byte[] Encode(HostFacts facts)
    {
        using var bytes = new MemoryStream(256);
        using var to = new BinaryWriter(bytes, Encoding.UTF8);
        foreach (var said in (bool?[])[
            facts.Installed, facts.ServiceStateUnclear, facts.RestartPending, facts.RemoteAccessSetting, facts.FirewallEnabled, facts.InternetExplorerPresent,
            facts.AlmControlPresent, facts.KillBitNative, facts.KillBitWow64, facts.ActiveXDisabledByPolicy, facts.Is64Bit])
        {
            to.Write((byte)(said is { } known ? known ? 2 : 1 : 0));
        }

        to.Write((byte)facts.Service.GetValueOrDefault());
        to.Write((byte)facts.StartMode.GetValueOrDefault());
        to.Write((byte)facts.AlmInbound.GetValueOrDefault());
        Write(to, facts.Port);
        WriteList(to, facts.Versions, static (to, version) =>
        {
            to.Write((byte)version.Source);
            to.Write(StorableText.Of(version.Raw));
        });
        WriteList(to, facts.Processes, static (to, process) => to.Write(StorableText.Of(process)));
        WriteList(to, facts.Listeners, static (to, listener) =>
        {
            to.Write(listener.Address?.ToString() ?? "");
            Write(to, listener.Port);
            WriteText(to, listener.Process);
        });
        WriteList(to, facts.Problems, static (to, problem) =>
        {
            to.Write((byte)problem.Collector);
            to.Write(StorableText.Of(problem.Message));
        });
        to.Flush();
        return bytes.ToArray();
    }

    public static HostFacts Decode(byte[] bytes)
    {
        var from = new Reader(bytes);
        return new HostFacts
        {
            Installed = from.Said(),
            ServiceStateUnclear = from.Said() == true,
            RestartPending = from.Said(),
            RemoteAccessSetting = from.Said(),
            FirewallEnabled = from.Said(),
            InternetExplorerPresent = from.Said(),
            AlmControlPresent = from.Said(),
            KillBitNative = from.Said(),
            KillBitWow64 = from.Said(),
            ActiveXDisabledByPolicy = from.Said(),
            Is64Bit = from.Said(),
            Service = from.Byte() is var service and > 0 ? (ServiceState)service : null,
            StartMode = from.Byte() is var mode and > 0 ? (ServiceStartMode)mode : null,
            AlmInbound = from.Byte() is var verdict and > 0 ? (FirewallVerdict)verdict : null,
            Port = from.Number(),
            Versions = from.List(static (ref Reader r) => new VersionEvidence((VersionSource)r.Byte(), r.Text())) ?? [],
            Processes = from.List(static (ref Reader r) => r.Text()),
            Listeners = from.List(static (ref Reader r) => new ListeningSocket(r.Address(), r.Number(), r.OptionalText())),
            Problems = from.List(static (ref Reader r) => new CollectorFailure((Collector)r.Byte(), r.Text())) ?? [],
        };
    }

    private static void Write(BinaryWriter to, int? number)
    {
        to.Write(number is not null);
        to.Write(number ?? 0);
    }

    private static void WriteText(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        to.Write(text is null ? "" : StorableText.Of(text));
    }

    private static void WriteList<T>(BinaryWriter to, IReadOnlyList<T>? list, Action<BinaryWriter, T> write)
    {
        to.Write7BitEncodedInt(list is null ? 0 : list.Count + 1);
        for (var i = 0; i < list?.Count; i++)
        {
            write(to, list[i]);
        }
    }

    private delegate T ReadOne<out T>(ref Reader from);

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public byte Byte()
        {
            var value = _rest[0];
            _rest = _rest[1..];
            return value;
        }

        public bool? Said() => Byte() switch { 1 => false, 2 => true, _ => null };

        public int? Number()
        {
            var isThere = Byte() != 0;
            var number = BinaryPrimitives.ReadInt32LittleEndian(_rest);
            _rest = _rest[4..];
            return isThere ? number : null;
        }

        public string Text()
        {
            var length = Length();
            var text = Encoding.UTF8.GetString(_rest[..length]);
            _rest = _rest[length..];
            return text;
        }

        public string? OptionalText()
        {
            var isThere = Byte() != 0;
            var text = Text();
            return isThere ? text : null;
        }

        public IPAddress? Address() => Text() is { Length: > 0 } text ? IPAddress.Parse(text) : null;

        public T[]? List<T>(ReadOne<T> one)
        {
            var count = Length() - 1;
            if (count < 0)
            {
                return null;
            }

            var list = new T[count];
            for (var i = 0; i < count; i++)
            {
                list[i] = one(ref this);
            }

            return list;
        }

        private int Length()
        {
            var length = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = Byte();
                length |= (part & 0x7F) << shift;
                if (part < 0x80)
                {
                    return length;
                }
            }
        }
    }
}
