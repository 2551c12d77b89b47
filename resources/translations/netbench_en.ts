<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ClassScores</name>
    <message numerus="yes">
        <source>See the {count} row(s) predicted wrongly</source>
        <translation>
            <numerusform>See the {count} row predicted wrongly</numerusform>
            <numerusform>See the {count} rows predicted wrongly</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CurvesCorner</name>
    <message numerus="yes">
        <source>Over %n epoch(s)</source>
        <translation>
            <numerusform>Over %n epoch</numerusform>
            <numerusform>Over %n epochs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataHead</name>
    <message numerus="yes">
        <source>{count} row(s)</source>
        <translation>
            <numerusform>{count} row</numerusform>
            <numerusform>{count} rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} column(s)</source>
        <translation>
            <numerusform>{count} column</numerusform>
            <numerusform>{count} columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} missing value(s)</source>
        <translation>
            <numerusform>{count} missing value</numerusform>
            <numerusform>{count} missing values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilePrediction</name>
    <message numerus="yes">
        <source>{count} row(s) predicted, saved as “{file}”.</source>
        <translation>
            <numerusform>{count} row predicted, saved as “{file}”.</numerusform>
            <numerusform>{count} rows predicted, saved as “{file}”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message numerus="yes">
        <source>{count} row(s)</source>
        <translation>
            <numerusform>{count} row</numerusform>
            <numerusform>{count} rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} column(s) to learn from</source>
        <translation>
            <numerusform>{count} column to learn from</numerusform>
            <numerusform>{count} columns to learn from</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} value(s) in</source>
        <translation>
            <numerusform>{count} value in</numerusform>
            <numerusform>{count} values in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} class(es) out</source>
        <translation>
            <numerusform>{count} class out</numerusform>
            <numerusform>{count} classes out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} parameter(s)</source>
        <translation>
            <numerusform>{count} parameter</numerusform>
            <numerusform>{count} parameters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportLayout</name>
    <message numerus="yes">
        <source>{count} column(s)</source>
        <translation>
            <numerusform>{count} column</numerusform>
            <numerusform>{count} columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} input(s)</source>
        <translation>
            <numerusform>{count} input</numerusform>
            <numerusform>{count} inputs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} missing value(s) will be filled in.</source>
        <translation>
            <numerusform>{count} missing value will be filled in.</numerusform>
            <numerusform>{count} missing values will be filled in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} row(s)</source>
        <translation>
            <numerusform>{count} row</numerusform>
            <numerusform>{count} rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LayerCardDelegate</name>
    <message numerus="yes">
        <source>{count} value(s) behind this layer</source>
        <translation>
            <numerusform>{count} value behind this layer</numerusform>
            <numerusform>{count} values behind this layer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LayerListModel</name>
    <message numerus="yes">
        <source>{count} column(s)</source>
        <translation>
            <numerusform>{count} column</numerusform>
            <numerusform>{count} columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} value(s)</source>
        <translation>
            <numerusform>{count} value</numerusform>
            <numerusform>{count} values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} parameter(s).</source>
        <translation>
            <numerusform>{count} parameter.</numerusform>
            <numerusform>{count} parameters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NetworkPanel</name>
    <message numerus="yes">
        <source>Paste {count} layer(s)</source>
        <translation>
            <numerusform>Paste {count} layer</numerusform>
            <numerusform>Paste {count} layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RateRows</name>
    <message numerus="yes">
        <source>{count} step(s)</source>
        <translation>
            <numerusform>{count} step</numerusform>
            <numerusform>{count} steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} epoch(s)</source>
        <translation>
            <numerusform>{count} epoch</numerusform>
            <numerusform>{count} epochs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} batch(es)</source>
        <translation>
            <numerusform>{count} batch</numerusform>
            <numerusform>{count} batches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message numerus="yes">
        <source>Test, {count} row(s)</source>
        <translation>
            <numerusform>Test, {count} row</numerusform>
            <numerusform>Test, {count} rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunMessages</name>
    <message numerus="yes">
        <source>{count} row(s)</source>
        <translation>
            <numerusform>{count} row</numerusform>
            <numerusform>{count} rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trained and tested on {count} row(s) the network has never seen.</source>
        <translation>
            <numerusform>Trained and tested on {count} row the network has never seen.</numerusform>
            <numerusform>Trained and tested on {count} rows the network has never seen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped early: {number} has not improved for {count} epoch(s).</source>
        <translation>
            <numerusform>Stopped early: {number} has not improved for {count} epoch.</numerusform>
            <numerusform>Stopped early: {number} has not improved for {count} epochs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Validation has not improved for {count} epoch(s); the last weights were kept.</source>
        <translation>
            <numerusform>Validation has not improved for {count} epoch; the last weights were kept.</numerusform>
            <numerusform>Validation has not improved for {count} epochs; the last weights were kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Validation has not improved for {count} epoch(s); the weights of epoch {epoch} were kept.</source>
        <translation>
            <numerusform>Validation has not improved for {count} epoch; the weights of epoch {epoch} were kept.</numerusform>
            <numerusform>Validation has not improved for {count} epochs; the weights of epoch {epoch} were kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunStatus</name>
    <message numerus="yes">
        <source>{count} problem(s) to fix before training</source>
        <translation>
            <numerusform>{count} problem to fix before training</numerusform>
            <numerusform>{count} problems to fix before training</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} epoch(s)</source>
        <translation>
            <numerusform>{count} epoch</numerusform>
            <numerusform>{count} epochs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScriptPanel</name>
    <message numerus="yes">
        <source>PyTorch · {count} line(s)</source>
        <translation>
            <numerusform>PyTorch · {count} line</numerusform>
            <numerusform>PyTorch · {count} lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SplitBar</name>
    <message numerus="yes">
        <source>{train} row(s) for training, {val} for validation, {test} for the test.</source>
        <translation>
            <numerusform>{train} row for training, {val} for validation, {test} for the test.</numerusform>
            <numerusform>{train} rows for training, {val} for validation, {test} for the test.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StackTotal</name>
    <message numerus="yes">
        <source>{count} parameter(s)</source>
        <translation>
            <numerusform>{count} parameter</numerusform>
            <numerusform>{count} parameters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusRow</name>
    <message numerus="yes">
        <source>CPU · %n core(s)</source>
        <translation>
            <numerusform>CPU · %n core</numerusform>
            <numerusform>CPU · %n cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TaskChip</name>
    <message numerus="yes">
        <source>{count} class(es)</source>
        <translation>
            <numerusform>{count} class</numerusform>
            <numerusform>{count} classes</numerusform>
        </translation>
    </message>
</context>
</TS>
