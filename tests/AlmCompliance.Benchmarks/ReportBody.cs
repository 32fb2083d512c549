using System.Globalization;
using System.Text;

namespace AlmCompliance.Benchmarks;

/// <summary>One report of about 1.2 KB, written once; of each next one only the bytes that differ are written anew.</summary>
internal sealed class ReportBody
{
    public const string HostName = "ES-041";
    private const string Id = "00000000-0000-7000-8000-000000000000";
    private const string Machine = "machine-0000000";
    private const string Time = "2026-11-22T10:15:00.000Z";
    private const string Build = "6.1.7601.0000000000";
    private const string Affected = "V5.1 SP1 Upd2";
    private const string Fixed = "V6.2 Upd3    ";

    private static readonly byte[] s_text = Encoding.UTF8.GetBytes(
        "{\"schema\":\"almcompliance.inventory/1\",\"reportId\":\"" + Id + "\",\"collectedAt\":\"" + Time + "\",\"sentAt\":\"" + Time + "\","
        + "\"agent\":{\"version\":\"1.0.0\",\"platform\":\"windows-net40\"},"
        + "\"host\":{\"machineId\":\"" + Machine + "\",\"name\":\"" + HostName + "\",\"domain\":\"PLANT2\",\"os\":{\"name\":\"Windows 7 Professional\",\"version\":\"" + Build + "\",\"is64Bit\":true},"
        + "\"addresses\":[\"10.20.4.41/24\"],\"lastBootAt\":\"2026-11-01T05:00:00Z\"},"
        + "\"alm\":{\"installed\":true,\"versions\":[{\"source\":\"autsw.VersionString\",\"value\":\"" + Affected + "\"}],"
        + "\"service\":{\"state\":\"running\",\"startMode\":\"automatic\"},\"processes\":[\"almsrv64x.exe\"],\"port\":4410,\"restartPending\":false,"
        + "\"listeners\":[{\"address\":\"0.0.0.0\",\"port\":4410,\"process\":\"almsrv64x.exe\"},{\"address\":\"::\",\"port\":4410,\"process\":\"almsrv64x.exe\"}]},"
        + "\"firewall\":{\"activeProfileEnabled\":true,\"almInbound\":\"allowed\",\"remoteAddresses\":[\"LocalSubnet\"]},"
        + "\"browser\":{\"internetExplorer\":\"present\",\"almControl\":\"registered\",\"killBit\":{\"native\":false,\"wow64\":false},\"activeXPolicy\":\"none\"},\"problems\":[]}");

    private static readonly int s_id = At(Id);
    private static readonly int s_collected = At(Time);
    private static readonly int s_sent = s_collected + At(Time, s_collected + 1) - s_collected;
    private static readonly int s_machine = At(Machine);
    private static readonly int s_build = At(Build) + Build.Length - 10;
    private static readonly int s_version = At(Affected);
    private readonly byte[] _body = [.. s_text];

    public static int Length => s_text.Length;

    /// <summary>Valid until the next one is asked for.</summary>
    /// <param name="changed">Whether its content is another than any before; else it is the fleet's.</param>
    /// <param name="turned">Whether it tells a version without findings.</param>
    public ReadOnlySpan<byte> Next(int host, bool changed, bool turned)
    {
        Guid.CreateVersion7().TryFormat(_body.AsSpan(s_id, Id.Length), out _);
        TimeProvider.System.GetUtcNow().UtcDateTime.TryFormat(_body.AsSpan(s_collected, Time.Length), out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        _body.AsSpan(s_collected, Time.Length).CopyTo(_body.AsSpan(s_sent));
        host.TryFormat(_body.AsSpan(s_machine + Machine.Length - 7, 7), out _, "0000000", CultureInfo.InvariantCulture);
        (changed ? Random.Shared.Next(1, int.MaxValue) : 0).TryFormat(_body.AsSpan(s_build, 10), out _, "0000000000", CultureInfo.InvariantCulture);
        Encoding.UTF8.GetBytes(turned ? Fixed : Affected, _body.AsSpan(s_version));
        return _body;
    }

    private static int At(string text, int after = 0) => after + s_text.AsSpan(after).IndexOf(Encoding.UTF8.GetBytes(text));
}
