using System.Globalization;
using System.Reflection;
using AlmCompliance.Benchmarks;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["processor-time"]:
        ProcessorTime.Print();
        break;
    case ["nightly", var hosts]:
        await NightlyRun.PrintAsync(int.Parse(hosts, CultureInfo.InvariantCulture));
        break;
    case ["ingest", .. var rest] when OperatingSystem.IsLinux():
        await IngestRun.PrintAsync(rest is [var many, ..] ? int.Parse(many, CultureInfo.InvariantCulture) : 100_000, rest is [_, var postgres] ? postgres : null);
        break;
    case ["pages", .. var rest] when OperatingSystem.IsLinux():
        await PagesRun.PrintAsync(rest is [var some, ..] ? int.Parse(some, CultureInfo.InvariantCulture) : 100_000);
        break;
    case ["reports", .. var rest] when OperatingSystem.IsLinux():
        ReportsRun.Print(rest is [var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 100_000);
        break;
    case ["bare-server", var address]:
        await BareServer.RunAsync(address);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
        break;
}
