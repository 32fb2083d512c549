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
    default:
        BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
        break;
}
