using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

public sealed class NotebookFileTests
{
    /// <summary>Letter for letter as Jupyter saves it.</summary>
    private const string AsJupyterWritesIt = """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "a1",
           "metadata": {
            "odd": 1.50
           },
           "source": [
            "# Größe \"→\" 🙂\n",
            "\n",
            "a\\b"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 1,
           "id": "b2",
           "metadata": {
            "dotnet_interactive": {
             "language": "csharp"
            },
            "polyglot_notebook": {
             "kernelName": "csharp"
            },
            "tags": [
             "raises-exception"
            ]
           },
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "a\n",
              "b"
             ]
            },
            {
             "data": {
              "text/html": [
               "<b>1</b>"
              ],
              "text/plain": [
               "1"
              ]
             },
             "execution_count": 1,
             "metadata": {},
             "output_type": "execute_result"
            },
            {
             "ename": "Exception",
             "evalue": "no",
             "output_type": "error",
             "traceback": [
              "Exception: no"
             ]
            }
           ],
           "source": [
            "1"
           ]
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          },
          "language_info": {
           "name": "csharp",
           "version": "13.0"
          },
          "polyglot_notebook": {
           "kernelInfo": {
            "defaultKernelName": "csharp",
            "items": [
             {
              "aliases": [],
              "name": "csharp"
             }
            ]
           }
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    [Fact]
    public void What_Jupyter_saved_is_written_back_letter_for_letter() => Notebook.Parse(AsJupyterWritesIt, "n").ToText().ShouldBe(AsJupyterWritesIt);

    [Fact]
    public void A_notebook_that_is_complete_stays_as_it_is()
    {
        Notebook notebook = Notebook.Parse(AsJupyterWritesIt, "n");
        notebook.Complete();
        notebook.ToText().ShouldBe(AsJupyterWritesIt);
    }

    [Fact]
    public void Outputs_that_are_stored_again_are_the_same_text()
    {
        Notebook notebook = Notebook.Parse(AsJupyterWritesIt, "n");
        NotebookCell cell = notebook.CodeCells.Single();
        cell.Store(cell.Outputs);
        notebook.ToText().ShouldBe(AsJupyterWritesIt);
    }

    [Fact]
    public void Cells_are_read_with_tags_and_outputs()
    {
        Notebook notebook = Notebook.Parse(AsJupyterWritesIt, "n");
        notebook.Cells[0].IsCode.ShouldBeFalse();
        NotebookCell cell = notebook.Cells[1];
        (cell.Number, cell.ExecutionCount, cell.MustRaise, cell.Source).ShouldBe((1, 1, true, "1"));
        cell.Outputs[0].ShouldBe(new StreamOutput("stdout", "a\nb"));
        cell.Outputs[1].ShouldBeOfType<ResultOutput>().Data.Parts.Count.ShouldBe(2);
    }

    [Fact]
    public void A_bare_notebook_gets_ids_and_metadata_the_same_every_time()
    {
        string text = Written.Of("1", "1", "2").ToText();
        Written.Of("1", "1", "2").ToText().ShouldBe(text);
        Notebook notebook = Notebook.Parse(text, "n");
        notebook.Complete();
        notebook.ToText().ShouldBe(text);
        NotebookLint.Inspect(notebook).ShouldAllBe(offence => offence.Rule == LintRules.NotRun);
        text.Split("\"id\": ").Skip(1).Select(rest => rest.Split('\n')[0]).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Ids_that_occur_twice_are_told_apart_and_outputs_of_texts_are_dropped()
    {
        Notebook notebook = Notebook.Parse(
            """{"nbformat":4,"cells":[{"cell_type":"markdown","id":"x","source":"a","outputs":[]},{"cell_type":"markdown","id":"x","source":"b"}]}""", "n");
        notebook.Complete();
        string text = notebook.ToText();
        text.Split("\"id\": \"x\"").Length.ShouldBe(2);
        text.ShouldNotContain("outputs");
    }

    [Fact]
    public void A_save_replaces_the_file_and_leaves_nothing_beside_it()
    {
        string directory = Directory.CreateTempSubdirectory("workbook-notebook-").FullName;
        string path = Path.Combine(directory, "n.ipynb");
        File.WriteAllText(path, AsJupyterWritesIt);
        Notebook.Read(path).Save();
        File.ReadAllText(path).ShouldBe(AsJupyterWritesIt);
        Directory.GetFiles(directory).ShouldHaveSingleItem();
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("{\n \"cells\": [,]}", "n.ipynb: line 2, byte 12: not JSON")]
    [InlineData("{\"a\":1,\"a\":2}", "n.ipynb: not JSON: Duplicate property 'a'")]
    [InlineData("[]", "n.ipynb: no notebook: it is not an object")]
    [InlineData("{}", "n.ipynb: no notebook: its nbformat is missing, and 4 is understood")]
    [InlineData("{\"nbformat\":3}", "n.ipynb: no notebook: its nbformat is 3, and 4 is understood")]
    [InlineData("{\"nbformat\":4}", "n.ipynb: no notebook: what it calls cells is not a list")]
    [InlineData("{\"nbformat\":4,\"cells\":[7]}", "n.ipynb: no notebook: cells[0] is not an object")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"heading\"}]}", "n.ipynb: no notebook: cells[0].cell_type is 'heading', not code, markdown or raw")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"code\",\"source\":7}]}", "n.ipynb: no notebook: cells[0].source is not a text")]
    public void What_is_no_notebook_is_said_in_one_sentence(string text, string message) =>
        Should.Throw<InvalidDataException>(() => Notebook.Parse(text, "n.ipynb")).Message.ShouldStartWith(message);

    [Theory]
    [InlineData("""{"output_type":"video"}""", "'video' is no output_type of nbformat 4")]
    [InlineData("""{"output_type":"stream","name":"stdout"}""", "a stream's text is not a text")]
    public void An_output_that_is_none_is_said_too(string output, string message)
    {
        Notebook notebook = Notebook.Parse($$"""{"nbformat":4,"cells":[{"cell_type":"code","source":"","outputs":[{{output}}]}]}""", "n");
        Should.Throw<InvalidDataException>(() => notebook.Cells[0].Outputs).Message.ShouldBe(message);
    }
}
