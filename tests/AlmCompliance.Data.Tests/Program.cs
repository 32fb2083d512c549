using AlmCompliance.Data.Tests;
using AlmCompliance.Data.Tests.Databases;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

if (args is [SecondProcess.Mark, var act, var provider, var connectionString])
{
    return await SecondProcess.RunAsync(act, Enum.Parse<Provider>(provider), connectionString);
}

return args.Any(argument => argument is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
