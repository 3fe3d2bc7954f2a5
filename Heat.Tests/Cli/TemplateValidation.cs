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

    [Test]
    public void Several_templates_are_checked_in_one_go()
    {
        Write("one.yaml", "heat_template_version: 2021-04-16\nresources: {r: {type: Knwon}}\n");
        Write("two/three.yaml", "heat_template_version: 2021-04-16\noutputs: {o: {value: {get_attr: [gone, told]}}}\n");
        Assert.That(Run("one.yaml", "two/three.yaml"), Is.EqualTo((1, """
            one.yaml:2:13: The Resource Type (Knwon) could not be found. (did you mean "Known"?)
            two/three.yaml:2:22: outputs.o.value.get_attr: The specified reference "gone" (in unknown) is incorrect.
            """)));
    }

    [Test]
    public void What_was_probably_meant_is_told()
    {
        Write("main.yaml", """
            heat_template_version: 2016-10-14
            parameters: {name: {type: string}}
            resources:
              thing:
                type: Known
                properties: {txet: {get_parm: name}}
            outputs:
              a: {value: {get_attr: [thing, tald]}}
              b: {value: {get_resource: thign}}
              c: {value: {get_param: nmae}}
              d: {value: {list_concat: [[a], [b]]}}
            """);
        Assert.That(Run("main.yaml"), Is.EqualTo((1, """
            main.yaml:8:14: outputs.a.value.get_attr: The Referenced Attribute (thing tald) is incorrect. (did you mean "told"?)
            main.yaml:6:24: Property error: resources.thing.properties: Unknown Property txet (did you mean "text"?)
            main.yaml:9:14: The specified reference "thign" (in unknown) is incorrect. (did you mean "thing"?)
            main.yaml:10:14: The Parameter (nmae) was not provided. (did you mean "name"?)
            main.yaml:6:25: warning: "get_parm" is no function, so this is plain data (did you mean "get_param"?)
            main.yaml:11:15: warning: "list_concat" is no function in heat_template_version.2016-10-14, so this is plain data
            """)));
    }

    [Test]
    public void Versions_and_their_functions_are_listed()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Command("versions").Output, Does.Match(@"heat_template_version\.2018-08-31 +heat_template_version\.rocky"));
            Assert.That(Command("functions", "2013-05-23").Output, Does.Contain("get_file").And.Not.Contain("yaql"));
            Assert.That(Command("functions", "rocky", "--conditions").Output, Does.Contain("equals"));
            Assert.That(Command("functions", "rokcy"), Is.EqualTo((1, "There is no version \"rokcy\". (did you mean \"rocky\"?)")));
        });
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

    private (int Code, string Output) Run(string file, params string[] arguments) =>
        Command(["validate", .. arguments.Prepend(file).Select(argument => argument.EndsWith(".yaml", StringComparison.Ordinal) ? Path.Combine(_folder.FullName, argument) : argument)]);

    private (int Code, string Output) Command(params string[] arguments)
    {
        using var services = new ServiceCollection().AddSingleton(new ResourceTypes([new KnownTypes()])).BuildServiceProvider();
        using var output = new StringWriter();
        var code = TemplateCommand.Create(services).Parse(arguments).Invoke(new InvocationConfiguration { Output = output });
        return (code, output.ToString().Replace(_folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).TrimEnd());
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
