using AlmCompliance.Browser.Tests;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// Takes pictures where asked to, else runs the tests as the entry point that xUnit would have made.
if (args is ["screenshots", var folder, .. var server])
{
    return await Screenshots.TakeAsync(folder, server);
}

return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
