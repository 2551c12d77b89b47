<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ClassScores</name>
    <message numerus="yes">
        <source>See the %n row(s) predicted wrongly</source>
        <translation>
            <numerusform>See the %n row predicted wrongly</numerusform>
            <numerusform>See the %n rows predicted wrongly</numerusform>
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
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilePrediction</name>
    <message numerus="yes">
        <source>%n row(s) predicted,</source>
        <translation>
            <numerusform>%n row predicted,</numerusform>
            <numerusform>%n rows predicted,</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) to learn from</source>
        <translation>
            <numerusform>%n column to learn from</numerusform>
            <numerusform>%n columns to learn from</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) in</source>
        <translation>
            <numerusform>%n value in</numerusform>
            <numerusform>%n values in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es) out</source>
        <translation>
            <numerusform>%n class out</numerusform>
            <numerusform>%n classes out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportLayout</name>
    <message numerus="yes">
        <source>%n input(s)</source>
        <translation>
            <numerusform>%n input</numerusform>
            <numerusform>%n inputs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing value(s) are filled in.</source>
        <translation>
            <numerusform>%n missing value is filled in.</numerusform>
            <numerusform>%n missing values are filled in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LayerCardDelegate</name>
    <message numerus="yes">
        <source>%n value(s) behind this layer</source>
        <translation>
            <numerusform>%n value behind this layer</numerusform>
            <numerusform>%n values behind this layer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LayerListModel</name>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parameter(s).</source>
        <translation>
            <numerusform>%n parameter.</numerusform>
            <numerusform>%n parameters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NetworkPanel</name>
    <message numerus="yes">
        <source>Paste %n layer(s)</source>
        <translation>
            <numerusform>Paste %n layer</numerusform>
            <numerusform>Paste %n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message numerus="yes">
        <source>Test, %n row(s)</source>
        <translation>
            <numerusform>Test, %n row</numerusform>
            <numerusform>Test, %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunMessages</name>
    <message numerus="yes">
        <source>Trained and tested on %n row(s) the network has never seen.</source>
        <translation>
            <numerusform>Trained and tested on %n row the network has never seen.</numerusform>
            <numerusform>Trained and tested on %n rows the network has never seen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Validation has not improved for %n epoch(s);</source>
        <translation>
            <numerusform>Validation has not improved for %n epoch;</numerusform>
            <numerusform>Validation has not improved for %n epochs;</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunStatus</name>
    <message numerus="yes">
        <source>%n problem(s) to fix before training</source>
        <translation>
            <numerusform>%n problem to fix before training</numerusform>
            <numerusform>%n problems to fix before training</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n epoch</numerusform>
            <numerusform>%n epochs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScriptPanel</name>
    <message numerus="yes">
        <source>PyTorch · %n line(s)</source>
        <translation>
            <numerusform>PyTorch · %n line</numerusform>
            <numerusform>PyTorch · %n lines</numerusform>
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
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
</context>
</TS>
