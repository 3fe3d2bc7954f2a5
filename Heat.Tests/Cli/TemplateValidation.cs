using System.CommandLine;
using Heat.Core.Resources;
using Heat.Server.Cli;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Attribute = Heat.Core.Resources.Attribute;

namespace Heat.Tests.Cli;

/// <summary><c>heat template validate</c> on files.</summary>
public sealed class TemplateValidation : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("heat-templates-");

    [Test]
    public void A_template_with_everything_that_it_uses_is_valid()
    {
        Write("script.sh", "#!/bin/sh\n");
        Write("nested/inner.yaml", "heat_template_version: 2021-04-16\nparameters: {size: {type: number}}\nresources: {r: {type: Known, properties: {text: {get_file: local.txt}}}}\noutputs: {o: {value: {get_attr: [r, told]}}}\n");
        Write("nested/local.txt", "text");
        Write("env.yaml", "parameters: {name: x}\nresource_registry: {Mine: nested/inner.yaml}\n");
        Write("main.yaml", """
            heat_template_version: 2021-04-16
            parameters: {name: {type: string}, later: {type: number, constraints: [{range: {min: 3}}]}}
            resources:
              a: {type: Known, properties: {text: {get_file: script.sh}, size: {get_param: later}}}
              b: {type: nested/inner.yaml, properties: {size: 1}}
              c: {type: Mine, properties: {size: {get_attr: [b, o]}}}
            """);
        Assert.That(Run("main.yaml", "-e", "env.yaml"), Is.EqualTo((0, "valid")));
    }

    [Test]
    public void Every_problem_is_told_with_its_place()
    {
        Write("inner.yaml", "heat_template_version: 2021-04-16\nparameters: {size: {type: number}}\noutputs: {o: {value: {get_param: sise}}}\n");
        Write("main.yaml", """
            heat_template_version: 2021-04-16
            resources:
              a:
                type: Knwon
              b:
                type: Known
                properties: {txt: x, size: many}
              c:
                type: inner.yaml
              d:
                type: Known
                properties: {text: {get_attr: [b, nope]}, size: {get_file: gone.txt}}
            """);
        Assert.That(Run("main.yaml"), Is.EqualTo((1, """
            main.yaml:12:64: The file "gone.txt" could not be found.
            main.yaml:3:3: The Resource Type (Knwon) could not be found. (did you mean "Known"?)
            inner.yaml:3:22: The Parameter (sise) was not provided. (did you mean "size"?)
            main.yaml:12:24: resources.d.properties.text.get_attr: The Referenced Attribute (b nope) is incorrect.
            main.yaml:7:23: Property error: resources.b.properties: Unknown Property txt (did you mean "text"?)
            main.yaml:7:32: Property error: resources.b.properties.size: Value 'many' is not an integer
            main.yaml:8:3: Property error: resources.c.properties: Property size not assigned
            main.yaml:12:53: Property error: resources.d.properties.size: No content found in the "files" section for get_file path: gone.txt
            """)));
    }

    [Test]
    public void A_CloudFormation_template_is_checked_in_its_own_words()
    {
        Write("inner.template", """{"HeatTemplateFormatVersion": "2012-12-12", "Parameters": {"size": {"Type": "Number"}}, "Outputs": {"o": {"Value": {"Ref": "AWS::StackName"}}}}""");
        Write("main.yaml", """
            AWSTemplateFormatVersion: '2010-09-09'
            Resources:
              a:
                Type: inner.template
                Properties: {size: 1}
              b:
                Type: Known
                Properties: {txt: x, text: {'Fn::GetAtt': [a, nope]}}
            Outputs: {o: {Value: {Ref: c}}}
            """);
        Assert.That(Run("main.yaml"), Is.EqualTo((1, """
            main.yaml:8:32: Resources.b.Properties.text.Fn::GetAtt: The Referenced Attribute (a nope) is incorrect.
            main.yaml:8:23: Property error: Resources.b.Properties: Unknown Property txt (did you mean "text"?)
            main.yaml:9:22: The specified reference "c" (in unknown) is incorrect.
            """)));
    }

    [TestCase("/etc/passwd"), TestCase("../outside.txt")]
    public void A_template_cannot_read_outside_its_folder(string name)
    {
        Write("main.yaml", $"heat_template_version: 2021-04-16\noutputs: {{o: {{value: {{get_file: {name}}}}}}}\n");
        Assert.That(Run("main.yaml"), Is.EqualTo((1, $"main.yaml:2:33: The file \"{name}\" is outside the template's folder.")));
    }

    [Test]
    public void A_template_that_contains_itself_is_refused()
    {
        Write("main.yaml", "heat_template_version: 2021-04-16\nresources: {r: {type: main.yaml}}\n");
        Assert.That(Run("main.yaml"), Is.EqualTo((1, "main.yaml:2:13: Request limit exceeded: Recursion depth exceeds 5.")));
    }

    [Test]
    public void Parameters_given_on_the_command_line_are_checked()
    {
        Write("main.yaml", "heat_template_version: 2021-04-16\nparameters: {n: {type: number}}\n");
        Assert.Multiple(() =>
        {
            Assert.That(Run("main.yaml", "--parameter", "n=x"), Is.EqualTo((1, "main.yaml:2:14: Parameter 'n' is invalid: could not convert string to float: 'x'")));
            Assert.That(Run("main.yaml", "--parameter", "n"), Is.EqualTo((1, "\"n\" is not of the form name=value.")));
            Assert.That(Run("gone.yaml"), Is.EqualTo((1, "The file \"gone.yaml\" could not be found.")));
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private (int Code, string Output) Run(string file, params string[] arguments)
    {
        using var services = new ServiceCollection().AddSingleton(new ResourceTypes([new KnownTypes()])).BuildServiceProvider();
        using var output = new StringWriter();
        string[] rest = [.. arguments.Select(argument => argument.EndsWith(".yaml", StringComparison.Ordinal) ? Path.Combine(_folder.FullName, argument) : argument)];
        var code = TemplateCommand.Create(services).Parse(["validate", Path.Combine(_folder.FullName, file), .. rest]).Invoke(new InvocationConfiguration { Output = output });
        return (code, output.ToString().TrimEnd());
    }

    private sealed class KnownTypes : IResourceTypeProvider
    {
        public IEnumerable<ResourceType> ResourceTypes => [new Known()];
    }

    private sealed class Known : ResourceType
    {
        public override ResourceSchema Schema { get; } = new("Known") { Properties = [Property.Text("text"), Property.Integer("size")], Attributes = [Attribute.Text("told")] };
    }
}
