using AlmCompliance.Web.CommandLine;

return await AlmCommandLine.RunAsync(args);
