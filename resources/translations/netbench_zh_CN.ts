<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About NetBench</source>
        <translation>关于 NetBench</translation>
    </message>
    <message>
        <source>NetBench {version}</source>
        <translation>NetBench {version}</translation>
    </message>
    <message>
        <source>A first neural network, built, trained and understood, and taken away as a PyTorch script.</source>
        <translation>搭建、训练并看懂第一个神经网络，还能把它作为 PyTorch 脚本带走。</translation>
    </message>
    <message>
        <source>Built on PyTorch, Qt for Python, NumPy and pandas. Icons by Lucide (ISC), letters Inter and JetBrains Mono (OFL).</source>
        <translation>基于 PyTorch、Qt for Python、NumPy 和 pandas。图标来自 Lucide（ISC），字体为 Inter 和 JetBrains Mono（OFL）。</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Start a new project.</source>
        <translation>新建一个项目。</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a project or a table.</source>
        <translation>打开项目或表格。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the project.</source>
        <translation>保存项目。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save under another name.</source>
        <translation>以另一个名称保存。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Close NetBench.</source>
        <translation>关闭 NetBench。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take the last change back.</source>
        <translation>撤销上一次改动。</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Do the change again.</source>
        <translation>重新执行撤销的改动。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train the network on the training rows.</source>
        <translation>用训练行训练网络。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stand still, and go on later.</source>
        <translation>先停在这里，之后再继续。</translation>
    </message>
    <message>
        <source>One batch</source>
        <translation>一个批次</translation>
    </message>
    <message>
        <source>Learn one batch and stand still.</source>
        <translation>学习一个批次后停住。</translation>
    </message>
    <message>
        <source>One epoch</source>
        <translation>一轮</translation>
    </message>
    <message>
        <source>Learn one epoch and stand still.</source>
        <translation>学习一轮后停住。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>End the training and keep what was learnt.</source>
        <translation>结束训练，保留已学到的结果。</translation>
    </message>
    <message>
        <source>Change the learning rate…</source>
        <translation>更改学习率…</translation>
    </message>
    <message>
        <source>Set another learning rate while the run goes on.</source>
        <translation>在运行期间设置另一个学习率。</translation>
    </message>
    <message>
        <source>Continue the stopped run</source>
        <translation>继续已停止的运行</translation>
    </message>
    <message>
        <source>Go on as if it had never been stopped.</source>
        <translation>接着训练，与从未停止过一样。</translation>
    </message>
    <message>
        <source>Start again (same seed)</source>
        <translation>重新开始（同一随机种子）</translation>
    </message>
    <message>
        <source>Train from the beginning; the same seed gives the same run.</source>
        <translation>从头训练；随机种子相同，运行也相同。</translation>
    </message>
    <message>
        <source>New start (new seed)</source>
        <translation>全新开始（新随机种子）</translation>
    </message>
    <message>
        <source>Train from the beginning with other random choices.</source>
        <translation>换一个随机种子，从头训练。</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Show everything larger.</source>
        <translation>放大所有内容。</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show everything smaller.</source>
        <translation>缩小所有内容。</translation>
    </message>
    <message>
        <source>Normal size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>Show everything at 100 %.</source>
        <translation>按 100 % 显示所有内容。</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>投影</translation>
    </message>
    <message>
        <source>Fill the screen, with letters for the last row.</source>
        <translation>全屏显示，文字大到最后一排也能看清。</translation>
    </message>
    <message>
        <source>Large lower panel</source>
        <translation>放大下方面板</translation>
    </message>
    <message>
        <source>Give the lower panel the whole window.</source>
        <translation>让下方面板占满窗口。</translation>
    </message>
    <message>
        <source>Animations</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Let things move where the system allows it.</source>
        <translation>在系统允许时显示动画。</translation>
    </message>
    <message>
        <source>Show short runs slowly</source>
        <translation>放慢短时运行</translation>
    </message>
    <message>
        <source>Stretch a run that is over at once to two seconds, to see its curves grow.</source>
        <translation>把瞬间结束的运行放慢到两秒，以便看到曲线的变化。</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>List all keys.</source>
        <translation>列出所有快捷键。</translation>
    </message>
    <message>
        <source>About NetBench</source>
        <translation>关于 NetBench</translation>
    </message>
    <message>
        <source>Version and licences.</source>
        <translation>版本和许可证。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>网络(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>{size} kB</source>
        <translation>{size} kB</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>{size} GB</source>
        <translation>{size} GB</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>神经元</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>网络的层</translation>
    </message>
    <message>
        <source>Delete removes a layer, Alt+Up and Alt+Down move it, Ctrl+D duplicates it.</source>
        <translation>Delete 移除层，Alt+Up 和 Alt+Down 移动层，Ctrl+D 创建副本。</translation>
    </message>
    <message>
        <source>Drag Dense here</source>
        <translation>把 Dense 拖到这里</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>epoch {number}</source>
        <translation>第 {number} 轮</translation>
    </message>
</context>
<context>
    <name>ChecksField</name>
    <message>
        <source>Fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>还有 {count} 项</translation>
    </message>
</context>
<context>
    <name>ClassScores</name>
    <message>
        <source>Scores by class</source>
        <translation>各类别得分</translation>
    </message>
    <message numerus="yes">
        <source>See the {count} row(s) predicted wrongly</source>
        <translation>
            <numerusform>查看 {count} 个预测错误的行</numerusform>
        </translation>
    </message>
    <message>
        <source>Puts the next wrong row into the fields on the right.</source>
        <translation>把下一个预测错误的行填入右侧。</translation>
    </message>
</context>
<context>
    <name>ClassTable</name>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Scores by class</source>
        <translation>各类别得分</translation>
    </message>
    <message>
        <source>{name}: {scores}</source>
        <translation>{name}：{scores}</translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Script</source>
        <translation>脚本</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>A network cannot learn from a date as it stands.</source>
        <translation>网络无法直接从日期中学习。</translation>
    </message>
    <message>
        <source>A network of this sort cannot learn from free text.</source>
        <translation>这种网络无法从自由文本中学习。</translation>
    </message>
    <message>
        <source>An identifier is different in each row, so nothing can be learnt from it.</source>
        <translation>编号每行都不同，学不到任何规律。</translation>
    </message>
    <message>
        <source>It is the same in every row, so nothing can be learnt from it.</source>
        <translation>每行都相同，学不到任何规律。</translation>
    </message>
    <message>
        <source>It has no values.</source>
        <translation>这一列没有值。</translation>
    </message>
    <message>
        <source>no missing</source>
        <translation>无缺失</translation>
    </message>
    <message>
        <source>{count} missing</source>
        <translation>缺失 {count}</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>没有值</translation>
    </message>
    <message>
        <source>one value</source>
        <translation>只有一个值</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
    <message>
        <source>mean {mean}</source>
        <translation>均值 {mean}</translation>
    </message>
    <message>
        <source>{count} class(es)</source>
        <translation>{count} 个类别</translation>
    </message>
    <message>
        <source>most: {name}</source>
        <translation>最多：{name}</translation>
    </message>
    <message>
        <source>all different</source>
        <translation>各不相同</translation>
    </message>
    <message>
        <source>one per row</source>
        <translation>每行一个</translation>
    </message>
    <message>
        <source>for example</source>
        <translation>例如</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>{action}: {step}</source>
        <translation>{action}：{step}</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>{number} of {total} {true} predicted as {predicted}</source>
        <translation>{total} 个 {true} 中有 {number} 个预测为 {predicted}</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
</context>
<context>
    <name>Confusions</name>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>rows: true · columns: predicted</source>
        <translation>行：真实类别 · 列：预测类别</translation>
    </message>
</context>
<context>
    <name>CrashReportDialog</name>
    <message>
        <source>Something in NetBench broke</source>
        <translation>NetBench 出了问题</translation>
    </message>
    <message>
        <source>Something in NetBench broke. Your work is saved.</source>
        <translation>NetBench 出了问题，已做的工作都已保存。</translation>
    </message>
    <message>
        <source>You can go on. This report helps to mend it.</source>
        <translation>可以继续使用。这份报告有助于修复问题。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Also kept in {file}</source>
        <translation>同时保存在 {file}</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
</context>
<context>
    <name>CurvesCorner</name>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>SVG 图片 (*.svg)</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>Save the curves</source>
        <translation>保存曲线</translation>
    </message>
    <message>
        <source>The curves are in {path}</source>
        <translation>曲线已保存到 {path}</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Averages each point over the last epochs; the figures above stay exact.</source>
        <translation>每个点取最近几轮的平均值；上方的数字仍是准确值。</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Gives equal room to each factor of ten, so that small losses stay readable.</source>
        <translation>每差十倍占同样的高度，很小的损失也能看清。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saves the charts as a picture, or the figures as a table.</source>
        <translation>把图表保存为图片，或把数据保存为表格。</translation>
    </message>
    <message numerus="yes">
        <source>Over %n epoch(s)</source>
        <translation>
            <numerusform>%n 轮平均</numerusform>
        </translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>图片（PNG）…</translation>
    </message>
    <message>
        <source>Picture (SVG)…</source>
        <translation>图片（SVG）…</translation>
    </message>
    <message>
        <source>Figures (CSV)…</source>
        <translation>数据（CSV）…</translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>epoch {number}</source>
        <translation>第 {number} 轮</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Loss (scaled target)</source>
        <translation>损失（目标已缩放）</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Chooses what is drawn.</source>
        <translation>选择要绘制的内容。</translation>
    </message>
    <message>
        <source>The curves appear here, epoch by epoch.</source>
        <translation>曲线会在这里逐轮出现。</translation>
    </message>
    <message>
        <source>Move the mouse over the chart, or press ← and →, to read the values of an epoch.</source>
        <translation>把鼠标移到图上，或按 ← 和 →，可读取某一轮的数值。</translation>
    </message>
    <message>
        <source>paused, epoch {number}</source>
        <translation>第 {number} 轮暂停</translation>
    </message>
    <message>
        <source>rate {rate}, epoch {number}</source>
        <translation>第 {number} 轮，学习率 {rate}</translation>
    </message>
    <message>
        <source>best so far</source>
        <translation>目前最佳</translation>
    </message>
    <message>
        <source>best, epoch {number}: weights kept</source>
        <translation>第 {number} 轮最佳，已保留权重</translation>
    </message>
    <message>
        <source>best, epoch {number}</source>
        <translation>第 {number} 轮最佳</translation>
    </message>
    <message>
        <source>stopped early, epoch {number}</source>
        <translation>第 {number} 轮提前停止</translation>
    </message>
    <message>
        <source>stopped, epoch {number}</source>
        <translation>第 {number} 轮停止</translation>
    </message>
    <message>
        <source>no longer a number, epoch {number}</source>
        <translation>第 {number} 轮起不再是数值</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
</context>
<context>
    <name>DataHead</name>
    <message>
        <source>{rows} · {columns}</source>
        <translation>{rows} · {columns}</translation>
    </message>
    <message>
        <source>{count} missing</source>
        <translation>缺失 {count}</translation>
    </message>
    <message numerus="yes">
        <source>{count} row(s)</source>
        <translation>
            <numerusform>{count} 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} column(s)</source>
        <translation>
            <numerusform>{count} 列</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} missing value(s)</source>
        <translation>
            <numerusform>缺失 {count} 个值</numerusform>
        </translation>
    </message>
    <message>
        <source>{values} in {columns}, filled with the median or the most frequent class of the training rows.</source>
        <translation>{columns}中{values}，用训练行的中位数或最常见的类别填充。</translation>
    </message>
    <message>
        <source>{values} in {columns}. Rows with gaps are left out.</source>
        <translation>{columns}中{values}，所在的行已忽略。</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>How to read it…</source>
        <translation>读取方式…</translation>
    </message>
    <message>
        <source>Look again at how the file is read.</source>
        <translation>再看一下文件的读取方式。</translation>
    </message>
    <message>
        <source>The column that the network learns to predict.</source>
        <translation>网络要学会预测的列。</translation>
    </message>
</context>
<context>
    <name>DataPanel</name>
    <message>
        <source>{used} of {all} used</source>
        <translation>已用 {used} / {all}</translation>
    </message>
    <message>
        <source>Use as target</source>
        <translation>设为目标</translation>
    </message>
    <message>
        <source>Learn from it</source>
        <translation>用作输入</translation>
    </message>
    <message>
        <source>Predict “{column}”</source>
        <translation>预测“{column}”</translation>
    </message>
    <message>
        <source>Change the task</source>
        <translation>更改任务</translation>
    </message>
    <message>
        <source>Learn from “{column}”</source>
        <translation>把“{column}”用作输入</translation>
    </message>
    <message>
        <source>Leave out “{column}”</source>
        <translation>忽略“{column}”</translation>
    </message>
    <message>
        <source>Change the kind of “{column}”</source>
        <translation>更改“{column}”的类型</translation>
    </message>
    <message>
        <source>Change the split</source>
        <translation>更改划分</translation>
    </message>
    <message>
        <source>Change the preparation</source>
        <translation>更改预处理</translation>
    </message>
    <message>
        <source>Change the reading</source>
        <translation>更改读取方式</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a table or a project.</source>
        <translation>打开表格或项目。</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>表格的列</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Projects and tables ({patterns})</source>
        <translation>项目和表格 ({patterns})</translation>
    </message>
    <message>
        <source>Projects ({patterns})</source>
        <translation>项目 ({patterns})</translation>
    </message>
    <message>
        <source>Tables ({patterns})</source>
        <translation>表格 ({patterns})</translation>
    </message>
    <message>
        <source>All files ({patterns})</source>
        <translation>所有文件 ({patterns})</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Stop the training first? What was learnt is kept.</source>
        <translation>先停止训练？已学到的结果会保留。</translation>
    </message>
    <message>
        <source>Stop and go on</source>
        <translation>停止并继续操作</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>“{file}” has changes that are not saved.</source>
        <translation>“{file}”有未保存的改动。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃改动</translation>
    </message>
    <message>
        <source>“{file}” opened.</source>
        <translation>已打开“{file}”。</translation>
    </message>
    <message>
        <source>Sample project opened. Your own table: drop the file anywhere on this window.</source>
        <translation>已打开示例项目。把自己的表格文件拖到窗口任意位置即可使用。</translation>
    </message>
    <message>
        <source>Saved as “{file}”.</source>
        <translation>已保存为“{file}”。</translation>
    </message>
</context>
<context>
    <name>FilePrediction</name>
    <message>
        <source>Predict a whole file</source>
        <translation>预测整个文件</translation>
    </message>
    <message>
        <source>Tables ({patterns})</source>
        <translation>表格 ({patterns})</translation>
    </message>
    <message>
        <source>Save the predictions</source>
        <translation>保存预测结果</translation>
    </message>
    <message>
        <source>{name} predicted</source>
        <translation>{name} 预测结果</translation>
    </message>
    <message numerus="yes">
        <source>{count} row(s) predicted, saved as “{file}”.</source>
        <translation>
            <numerusform>已预测 {count} 行，保存为“{file}”。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Ready to train your first network</source>
        <translation>可以训练第一个网络了</translation>
    </message>
    <message>
        <source>Almost ready to train</source>
        <translation>还差一步就能训练</translation>
    </message>
    <message>
        <source>Open a table to begin</source>
        <translation>打开表格即可开始</translation>
    </message>
    <message>
        <source>Press Train</source>
        <translation>点击“训练”</translation>
    </message>
    <message>
        <source>The data need a look</source>
        <translation>数据需要检查</translation>
    </message>
    <message numerus="yes">
        <source>{count} row(s)</source>
        <translation>
            <numerusform>{count} 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} column(s) to learn from</source>
        <translation>
            <numerusform>{count} 列用作输入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} value(s) in</source>
        <translation>
            <numerusform>输入 {count} 个值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} class(es) out</source>
        <translation>
            <numerusform>输出 {count} 个类别</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} parameter(s)</source>
        <translation>
            <numerusform>{count} 个参数</numerusform>
        </translation>
    </message>
    <message>
        <source>{rows}, {columns}</source>
        <translation>{rows}，{columns}</translation>
    </message>
    <message>
        <source>The data are ready</source>
        <translation>数据已就绪</translation>
    </message>
    <message>
        <source>The network needs a look</source>
        <translation>网络需要检查</translation>
    </message>
    <message>
        <source>The settings need a look</source>
        <translation>设置需要检查</translation>
    </message>
    <message>
        <source>It follows the data.</source>
        <translation>网络跟随数据。</translation>
    </message>
    <message>
        <source>The network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>one number out</source>
        <translation>输出一个数值</translation>
    </message>
    <message>
        <source>{inputs}, {outputs}, {parameters}</source>
        <translation>{inputs}，{outputs}，{parameters}</translation>
    </message>
    <message>
        <source>The network fits the data</source>
        <translation>网络与数据相符</translation>
    </message>
    <message>
        <source>or the key F5, once the points above are settled.</source>
        <translation>或按 F5，前提是上面几点已解决。</translation>
    </message>
    <message>
        <source>or the key F5. It takes a few seconds.</source>
        <translation>或按 F5，几秒钟即可完成。</translation>
    </message>
    <message>
        <source>or the key F5. The curves show how it goes.</source>
        <translation>或按 F5，曲线会显示进展。</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
</context>
<context>
    <name>FormRow</name>
    <message>
        <source>{bounds}, usually {value}</source>
        <translation>{bounds}，常用 {value}</translation>
    </message>
    <message>
        <source>Whether it stays or changes while training.</source>
        <translation>训练时保持不变还是随之变化。</translation>
    </message>
    <message>
        <source>{field}: how it changes</source>
        <translation>{field}：怎样变化</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Fewer settings of {part}</source>
        <translation>收起“{part}”的更多设置</translation>
    </message>
    <message>
        <source>More settings of {part}</source>
        <translation>展开“{part}”的更多设置</translation>
    </message>
</context>
<context>
    <name>ImportCellDelegate</name>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
</context>
<context>
    <name>ImportLayout</name>
    <message>
        <source>Choose the column to predict.</source>
        <translation>选择要预测的列。</translation>
    </message>
    <message>
        <source>{inputs}, {rows}.</source>
        <translation>{inputs}，{rows}。</translation>
    </message>
    <message numerus="yes">
        <source>{count} column(s)</source>
        <translation>
            <numerusform>{count} 列</numerusform>
        </translation>
    </message>
    <message>
        <source>{rows} × {columns}</source>
        <translation>{rows} × {columns}</translation>
    </message>
    <message>
        <source>Rows 1 to {shown} of {rows}. Numbers are shown as they will be used.</source>
        <translation>共 {rows} 行，显示第 1 到 {shown} 行。数值按使用时的形式显示。</translation>
    </message>
    <message numerus="yes">
        <source>{count} input(s)</source>
        <translation>
            <numerusform>{count} 个输入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} missing value(s) will be filled in.</source>
        <translation>
            <numerusform>{count} 个缺失值会自动填充。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} row(s)</source>
        <translation>
            <numerusform>{count} 行</numerusform>
        </translation>
    </message>
    <message>
        <source>The file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>the first lines as they stand in it</source>
        <translation>文件开头的原文</translation>
    </message>
    <message>
        <source>What was read</source>
        <translation>读取结果</translation>
    </message>
    <message>
        <source>Click a kind to change it</source>
        <translation>点击类型即可更改</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>The column that the network learns to predict.</source>
        <translation>网络要学会预测的列。</translation>
    </message>
    <message>
        <source>F2 changes a kind, Space uses or ignores a column.</source>
        <translation>F2 更改类型，空格键使用或忽略一列。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close; nothing changes. (Esc)</source>
        <translation>关闭，不作改动。(Esc)</translation>
    </message>
    <message>
        <source>Use this table</source>
        <translation>使用此表格</translation>
    </message>
    <message>
        <source>Use the table as it is shown here. (Ctrl+Enter)</source>
        <translation>按这里显示的样子使用表格。(Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Leave such rows out</source>
        <translation>忽略这样的行</translation>
    </message>
    <message>
        <source>Skip every row with another number of values.</source>
        <translation>跳过所有值的个数不符的行。</translation>
    </message>
</context>
<context>
    <name>ImportTableDialog</name>
    <message>
        <source>Use as target</source>
        <translation>设为目标</translation>
    </message>
    <message>
        <source>Open table: {file}</source>
        <translation>打开表格：{file}</translation>
    </message>
</context>
<context>
    <name>JsonField</name>
    <message>
        <source>A value as in [3, 3] is needed.</source>
        <translation>需要形如 [3, 3] 的值。</translation>
    </message>
</context>
<context>
    <name>LayerActions</name>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Apply the first fix</source>
        <translation>应用第一个修复</translation>
    </message>
</context>
<context>
    <name>LayerCardDelegate</name>
    <message>
        <source>moving</source>
        <translation>正在移动</translation>
    </message>
    <message>
        <source>Remove this layer (Delete).</source>
        <translation>移除这一层（Delete）。</translation>
    </message>
    <message>
        <source>Drag to move (Alt+Up, Alt+Down); drop outside to remove.</source>
        <translation>拖动可移动（Alt+Up、Alt+Down），拖到外面即移除。</translation>
    </message>
    <message>
        <source>{fix} (Ctrl+.)</source>
        <translation>{fix}（Ctrl+.）</translation>
    </message>
    <message numerus="yes">
        <source>{count} value(s) behind this layer</source>
        <translation>
            <numerusform>这一层之后有 {count} 个值</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LayerListModel</name>
    <message>
        <source>{columns}, {values}</source>
        <translation>{columns}，{values}</translation>
    </message>
    <message numerus="yes">
        <source>{count} column(s)</source>
        <translation>
            <numerusform>{count} 列</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} value(s)</source>
        <translation>
            <numerusform>共 {count} 个值</numerusform>
        </translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>The prepared values of one row; the data panel decides which.</source>
        <translation>一行预处理后的值，由数据面板决定用哪些列。</translation>
    </message>
    <message>
        <source>{layer}: {summary}.</source>
        <translation>{layer}：{summary}。</translation>
    </message>
    <message>
        <source>follows {target}</source>
        <translation>跟随 {target}</translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation>手动设置</translation>
    </message>
    <message>
        <source>Output {output}.</source>
        <translation>输出 {output}。</translation>
    </message>
    <message numerus="yes">
        <source>{count} parameter(s).</source>
        <translation>
            <numerusform>{count} 个参数。</numerusform>
        </translation>
    </message>
    <message>
        <source>{text}.</source>
        <translation>{text}。</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>{kind}: {text}</source>
        <translation>{kind}：{text}</translation>
    </message>
    <message>
        <source>Ctrl+. does: {fix}.</source>
        <translation>按 Ctrl+. 可{fix}。</translation>
    </message>
    <message>
        <source>Move {layer}</source>
        <translation>移动{layer}</translation>
    </message>
    <message>
        <source>Add {layer}</source>
        <translation>添加{layer}</translation>
    </message>
</context>
<context>
    <name>LayerRows</name>
    <message>
        <source>output layer</source>
        <translation>输出层</translation>
    </message>
    <message>
        <source>layer {number} of {count}</source>
        <translation>第 {number} 层，共 {count} 层</translation>
    </message>
    <message>
        <source>Follow target</source>
        <translation>跟随目标</translation>
    </message>
    <message>
        <source>Sets units and activation to what the column to predict needs, and keeps them so.</source>
        <translation>让神经元和激活始终符合要预测的列。</translation>
    </message>
    <message>
        <source>Select a layer in the network to see its settings here.</source>
        <translation>在网络中选中一层，这里就会显示它的设置。</translation>
    </message>
</context>
<context>
    <name>LayerStack</name>
    <message>
        <source>Release to put the layer below {layer}.</source>
        <translation>松开即把这一层放到“{layer}”下面。</translation>
    </message>
    <message>
        <source>Moving {moved}: release to place it below {layer}. Esc puts it back.</source>
        <translation>正在移动“{moved}”：松开即放到“{layer}”下面，按 Esc 放回原处。</translation>
    </message>
    <message>
        <source>Release to remove {layer}. Esc puts it back.</source>
        <translation>松开即移除“{layer}”，按 Esc 放回原处。</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
</context>
<context>
    <name>LogTitles</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>{number}, training</source>
        <translation>{number}，训练</translation>
    </message>
    <message>
        <source>{number}, validation</source>
        <translation>{number}，验证</translation>
    </message>
</context>
<context>
    <name>LowerPanel</name>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Views of the run</source>
        <translation>运行的各个视图</translation>
    </message>
    <message>
        <source>Show the upper panels again. (Ctrl+Shift+M)</source>
        <translation>重新显示上方面板。(Ctrl+Shift+M)</translation>
    </message>
    <message>
        <source>Give this panel the whole window. (Ctrl+Shift+M)</source>
        <translation>让此面板占满窗口。(Ctrl+Shift+M)</translation>
    </message>
    <message>
        <source>Large lower panel</source>
        <translation>放大下方面板</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{file} — not saved</source>
        <translation>{file} — 未保存</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Stop the training and close? What was learnt is kept.</source>
        <translation>停止训练并关闭？已学到的结果会保留。</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>“{file}” has changes that are not saved.</source>
        <translation>“{file}”有未保存的改动。</translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation>保存并关闭</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>不保存并关闭</translation>
    </message>
</context>
<context>
    <name>MenuBar</name>
    <message>
        <source>Nothing yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>NetworkPanel</name>
    <message>
        <source>Add {layer}</source>
        <translation>添加{layer}</translation>
    </message>
    <message>
        <source>Duplicate {layer}</source>
        <translation>创建副本：{layer}</translation>
    </message>
    <message>
        <source>Move {layer}</source>
        <translation>移动{layer}</translation>
    </message>
    <message>
        <source>Cut {layer}</source>
        <translation>剪切{layer}</translation>
    </message>
    <message>
        <source>There is no layer on the clipboard.</source>
        <translation>剪贴板上没有层。</translation>
    </message>
    <message numerus="yes">
        <source>Paste {count} layer(s)</source>
        <translation>
            <numerusform>粘贴 {count} 层</numerusform>
        </translation>
    </message>
    <message>
        <source>Use template “{name}”</source>
        <translation>使用模板“{name}”</translation>
    </message>
    <message>
        <source>Remove {layer}</source>
        <translation>移除{layer}</translation>
    </message>
    <message>
        <source>No layer is called “{text}”.</source>
        <translation>没有名为“{text}”的层。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Data flows from top to bottom</source>
        <translation>数据自上而下流过每一层</translation>
    </message>
    <message>
        <source>Kinds of layers</source>
        <translation>层的种类</translation>
    </message>
    <message>
        <source>Enter puts the layer behind the selected one.</source>
        <translation>按 Enter 把层放到选中的层之后。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Add a layer</source>
        <translation>添加层</translation>
    </message>
    <message>
        <source>Adds a layer behind the selected one.</source>
        <translation>在选中的层之后添加一层。</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Replaces all layers by a stack to begin with.</source>
        <translation>用一组现成的层替换所有层。</translation>
    </message>
    <message>
        <source>Small: one Dense</source>
        <translation>小：一层 Dense</translation>
    </message>
    <message>
        <source>Wide: one Dense with 128 units</source>
        <translation>宽：一层 Dense，128 个神经元</translation>
    </message>
    <message>
        <source>Deep: three Dense with dropout</source>
        <translation>深：三层 Dense 加 Dropout</translation>
    </message>
    <message>
        <source>With batch normalisation</source>
        <translation>带批归一化</translation>
    </message>
</context>
<context>
    <name>NoData</name>
    <message>
        <source>Drop a table here</source>
        <translation>把表格拖到这里</translation>
    </message>
    <message>
        <source>A CSV or text file with one row per example.</source>
        <translation>CSV 或文本文件，每行一个样本。</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Choose a table or a project.</source>
        <translation>选择表格或项目。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Open one of the bundled projects.</source>
        <translation>打开自带的示例项目。</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>above {low}, at most {high}</source>
        <translation>大于 {low}，至多 {high}</translation>
    </message>
    <message>
        <source>{low} to below {high}</source>
        <translation>至少 {low}，小于 {high}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
    <message>
        <source>above {low}</source>
        <translation>大于 {low}</translation>
    </message>
    <message>
        <source>{low} or more</source>
        <translation>至少 {low}</translation>
    </message>
    <message>
        <source>below {high}</source>
        <translation>小于 {high}</translation>
    </message>
    <message>
        <source>at most {high}</source>
        <translation>至多 {high}</translation>
    </message>
    <message>
        <source>A whole number is needed: {bounds}.</source>
        <translation>需要整数：{bounds}。</translation>
    </message>
    <message>
        <source>A whole number is needed.</source>
        <translation>需要整数。</translation>
    </message>
    <message>
        <source>A number is needed: {bounds}.</source>
        <translation>需要数值：{bounds}。</translation>
    </message>
    <message>
        <source>A number is needed.</source>
        <translation>需要数值。</translation>
    </message>
</context>
<context>
    <name>NumbersField</name>
    <message>
        <source>Whole numbers are needed, as in 3, 3.</source>
        <translation>需要整数，例如 3, 3。</translation>
    </message>
    <message>
        <source>Numbers are needed, as in 0.1, 0.5.</source>
        <translation>需要数值，例如 0.1, 0.5。</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>valid (none)</source>
        <translation>valid（不填充）</translation>
    </message>
    <message>
        <source>same (as long)</source>
        <translation>same（长度不变）</translation>
    </message>
    <message>
        <source>causal (in front)</source>
        <translation>causal（前面填充）</translation>
    </message>
    <message>
        <source>even mean</source>
        <translation>等权平均</translation>
    </message>
    <message>
        <source>mean by variance</source>
        <translation>按方差加权平均</translation>
    </message>
    <message>
        <source>micro (all rows)</source>
        <translation>micro（所有行）</translation>
    </message>
    <message>
        <source>macro (each class alike)</source>
        <translation>macro（各类别等权）</translation>
    </message>
    <message>
        <source>weighted by rows</source>
        <translation>按行数加权</translation>
    </message>
    <message>
        <source>even</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>normal, cut off</source>
        <translation>截断正态</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>正态</translation>
    </message>
    <message>
        <source>inputs (fan in)</source>
        <translation>输入（fan in）</translation>
    </message>
    <message>
        <source>outputs (fan out)</source>
        <translation>输出（fan out）</translation>
    </message>
    <message>
        <source>both (fan avg)</source>
        <translation>两者（fan avg）</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中点</translation>
    </message>
    <message>
        <source>lower end</source>
        <translation>较低端</translation>
    </message>
    <message>
        <source>upper end</source>
        <translation>较高端</translation>
    </message>
</context>
<context>
    <name>PaletteHead</name>
    <message>
        <source>Drag in, or Enter</source>
        <translation>拖入或按 Enter</translation>
    </message>
    <message>
        <source>Find a layer by its name; typing in the list does the same.</source>
        <translation>按名称查找层；在列表中直接输入也可以。</translation>
    </message>
    <message>
        <source>Find a layer</source>
        <translation>查找层</translation>
    </message>
    <message>
        <source>Empty the field</source>
        <translation>清空</translation>
    </message>
</context>
<context>
    <name>PaletteModel</name>
    <message>
        <source>{layer}: {description} Drag it in, or press Enter.</source>
        <translation>{layer}：{description}拖入，或按 Enter。</translation>
    </message>
    <message>
        <source>{group}: folds these layers away.</source>
        <translation>{group}：收起这些层。</translation>
    </message>
    <message>
        <source>{group}: shows more layers.</source>
        <translation>{group}：显示更多层。</translation>
    </message>
</context>
<context>
    <name>PartsForm</name>
    <message>
        <source>{part}: settings</source>
        <translation>{part}：设置</translation>
    </message>
</context>
<context>
    <name>PredictRow</name>
    <message>
        <source>Predict one row</source>
        <translation>预测一行</translation>
    </message>
    <message>
        <source>A test row</source>
        <translation>取一行测试数据</translation>
    </message>
    <message>
        <source>A test row at random</source>
        <translation>随机取一行测试数据</translation>
    </message>
    <message>
        <source>Fills the fields with a row of the test set, at random.</source>
        <translation>从测试集中随机取一行填入。</translation>
    </message>
    <message>
        <source>true {target}: {truth}</source>
        <translation>真实 {target}：{truth}</translation>
    </message>
    <message>
        <source>{target}: {value}</source>
        <translation>{target}：{value}</translation>
    </message>
</context>
<context>
    <name>ProblemRow</name>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Show where this is</source>
        <translation>查看位置</translation>
    </message>
    <message>
        <source>Shows the field that this is about.</source>
        <translation>显示与此有关的设置。</translation>
    </message>
    <message>
        <source>Does this for you; Undo takes it back.</source>
        <translation>自动完成这项修改，可以撤销。</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Training settings</source>
        <translation>训练设置</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Layer {number}, {name}</source>
        <translation>第 {number} 层，{name}</translation>
    </message>
    <message>
        <source>No problems. You can train.</source>
        <translation>没有问题，可以训练。</translation>
    </message>
    <message>
        <source>Red stops the training. Yellow is for your information.</source>
        <translation>红色的会阻止训练，黄色的仅供参考。</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>NetBench closed unexpectedly. Your project from {time} is here.</source>
        <translation>NetBench 上次意外关闭，{time} 的项目已保留。</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
</context>
<context>
    <name>RateButton</name>
    <message>
        <source>Learning rate {rate}. Change it from the next batch on. (F9)</source>
        <translation>学习率 {rate}。可从下一个批次起更改。(F9)</translation>
    </message>
</context>
<context>
    <name>RatePopup</name>
    <message>
        <source>Counts from the next batch on, in place of the schedule. The script repeats it.</source>
        <translation>从下一个批次起生效，取代学习率调度。脚本会重现它。</translation>
    </message>
    <message>
        <source>Counts from the next batch on. The script repeats it.</source>
        <translation>从下一个批次起生效。脚本会重现它。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Learn with this rate from the next batch on.</source>
        <translation>从下一个批次起用这个学习率。</translation>
    </message>
    <message>
        <source>Multiply or divide the rate in force.</source>
        <translation>把当前的学习率乘以或除以一个数。</translation>
    </message>
</context>
<context>
    <name>RatePreview</name>
    <message>
        <source>The learning rate over the run: {first} at first, {last} at the end, {most} at most.</source>
        <translation>运行中的学习率：开始时 {first}，结束时 {last}，最高 {most}。</translation>
    </message>
</context>
<context>
    <name>RateRows</name>
    <message>
        <source>{steps}: {epochs} × {batches}</source>
        <translation>{steps}：{epochs} × {batches}</translation>
    </message>
    <message numerus="yes">
        <source>{count} step(s)</source>
        <translation>
            <numerusform>{count} 步</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} epoch(s)</source>
        <translation>
            <numerusform>{count} 轮</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} batch(es)</source>
        <translation>
            <numerusform>{count} 个批次</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RawLines</name>
    <message>
        <source>first row</source>
        <translation>第一行</translation>
    </message>
    <message>
        <source>title, skipped</source>
        <translation>标题行，已跳过</translation>
    </message>
    <message>
        <source>column names</source>
        <translation>列名</translation>
    </message>
    <message>
        <source>The first lines of the file</source>
        <translation>文件的开头几行</translation>
    </message>
</context>
<context>
    <name>ReadingForm</name>
    <message>
        <source>detected</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动设置</translation>
    </message>
    <message>
        <source>“{word}” is missing too</source>
        <translation>“{word}”也表示缺失</translation>
    </message>
    <message>
        <source>UTF-8 with a mark</source>
        <translation>UTF-8（带 BOM）</translation>
    </message>
    <message>
        <source>GB18030 (Chinese)</source>
        <translation>GB18030（中文）</translation>
    </message>
    <message>
        <source>Windows-1252 (Western)</source>
        <translation>Windows-1252（西欧）</translation>
    </message>
    <message>
        <source>, comma</source>
        <translation>, 逗号</translation>
    </message>
    <message>
        <source>; semicolon</source>
        <translation>; 分号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>| bar</source>
        <translation>| 竖线</translation>
    </message>
    <message>
        <source>space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>. point as in 6.82</source>
        <translation>. 点，如 6.82</translation>
    </message>
    <message>
        <source>, comma as in 6,82</source>
        <translation>, 逗号，如 6,82</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>. point</source>
        <translation>. 点</translation>
    </message>
    <message>
        <source>&apos; apostrophe</source>
        <translation>&apos; 撇号</translation>
    </message>
    <message>
        <source>fixed space</source>
        <translation>不换行空格</translation>
    </message>
    <message>
        <source>narrow space</source>
        <translation>窄空格</translation>
    </message>
    <message>
        <source>no line</source>
        <translation>没有列名</translation>
    </message>
    <message>
        <source>Line {number}</source>
        <translation>第 {number} 行</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>How letters are written as bytes.</source>
        <translation>文字以什么方式存成字节。</translation>
    </message>
    <message>
        <source>Columns separated by</source>
        <translation>列分隔符</translation>
    </message>
    <message>
        <source>What stands between values.</source>
        <translation>值与值之间的符号。</translation>
    </message>
    <message>
        <source>Decimal mark</source>
        <translation>小数点</translation>
    </message>
    <message>
        <source>What stands before the decimals.</source>
        <translation>小数部分之前的符号。</translation>
    </message>
    <message>
        <source>Thousands mark</source>
        <translation>千位分隔符</translation>
    </message>
    <message>
        <source>What groups digits by three.</source>
        <translation>每三位数字之间的符号。</translation>
    </message>
    <message>
        <source>Column names are in</source>
        <translation>列名在</translation>
    </message>
    <message>
        <source>The line with the names; what stands above it is skipped.</source>
        <translation>列名所在的行；它上面的内容会跳过。</translation>
    </message>
    <message>
        <source>Missing values are</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Words for a missing value, separated by commas; empty cells and NA always are.</source>
        <translation>表示缺失的词，用逗号分隔；空单元格和 NA 总是缺失。</translation>
    </message>
    <message>
        <source>How to read it</source>
        <translation>读取方式</translation>
    </message>
    <message>
        <source>empty, NA</source>
        <translation>空、NA</translation>
    </message>
    <message>
        <source>Back to what was detected</source>
        <translation>恢复自动识别</translation>
    </message>
    <message>
        <source>Forget what was set by hand and detect everything again.</source>
        <translation>放弃手动设置，重新自动识别。</translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message>
        <source>No rows were kept for the test</source>
        <translation>没有为测试保留行</translation>
    </message>
    <message>
        <source>Give the test a share of the rows in the data panel and train again.</source>
        <translation>在数据面板中为测试划出一部分行，再重新训练。</translation>
    </message>
    <message>
        <source>The test comes after the run</source>
        <translation>运行结束后进行测试</translation>
    </message>
    <message>
        <source>Until then the network does not see the test rows.</source>
        <translation>在此之前网络看不到测试行。</translation>
    </message>
    <message>
        <source>Train first; the test rows are kept for this</source>
        <translation>先训练，测试行就是为此保留的</translation>
    </message>
    <message>
        <source>Afterwards this shows which rows the network gets right, and which not.</source>
        <translation>训练之后，这里显示网络预测对了哪些行，哪些没有。</translation>
    </message>
    <message>
        <source>Predict a whole file…</source>
        <translation>预测整个文件…</translation>
    </message>
    <message>
        <source>Predicts every row of a table with the same columns and saves the answers.</source>
        <translation>预测一个列相同的表格的每一行，并保存结果。</translation>
    </message>
    <message numerus="yes">
        <source>Test, {count} row(s)</source>
        <translation>
            <numerusform>测试集 {count} 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Loss {value}</source>
        <translation>损失 {value}</translation>
    </message>
</context>
<context>
    <name>RowForm</name>
    <message>
        <source>“{column}” lies outside the table&apos;s {low} to {high}: what the network says is a guess.</source>
        <translation>“{column}”超出了表格中 {low} 到 {high} 的范围：网络的回答只是猜测。</translation>
    </message>
    <message>
        <source>What is empty is filled in as in training.</source>
        <translation>空着的项会像训练时一样填充。</translation>
    </message>
    <message>
        <source>The value of “{column}” for the row to predict.</source>
        <translation>要预测的这一行的“{column}”值。</translation>
    </message>
</context>
<context>
    <name>RunMessages</name>
    <message>
        <source>Stopped. What was learnt is kept; Continue goes on from here.</source>
        <translation>已停止，学到的结果已保留；点击“继续”可从这里接着训练。</translation>
    </message>
    <message>
        <source>Trained.</source>
        <translation>训练完成。</translation>
    </message>
    <message numerus="yes">
        <source>{count} row(s)</source>
        <translation>
            <numerusform>{count} 行</numerusform>
        </translation>
    </message>
    <message>
        <source>From epoch {epoch} on the learning rate is {rate}, set by hand.</source>
        <translation>从第 {epoch} 轮起，学习率手动设置为 {rate}。</translation>
    </message>
    <message>
        <source>Training on {rows}.</source>
        <translation>用 {rows}训练。</translation>
    </message>
    <message>
        <source>Training on {rows}. Validation on {others} the network does not learn from.</source>
        <translation>用 {rows}训练，用网络没有学过的 {others}验证。</translation>
    </message>
    <message numerus="yes">
        <source>Trained and tested on {count} row(s) the network has never seen.</source>
        <translation>
            <numerusform>训练完成，并用网络从未见过的 {count} 行做了测试。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped early: {number} has not improved for {count} epoch(s).</source>
        <translation>
            <numerusform>提前停止：“{number}”已 {count} 轮没有改善。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Validation has not improved for {count} epoch(s); the last weights were kept.</source>
        <translation>
            <numerusform>验证损失已 {count} 轮没有改善，保留最后一轮的权重。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Validation has not improved for {count} epoch(s); the weights of epoch {epoch} were kept.</source>
        <translation>
            <numerusform>验证损失已 {count} 轮没有改善，保留第 {epoch} 轮的权重。</numerusform>
        </translation>
    </message>
    <message>
        <source>The loss became infinite in epoch {epoch}. Usually the learning rate is too high.</source>
        <translation>第 {epoch} 轮损失变为无穷大，通常是学习率太高。</translation>
    </message>
    <message>
        <source>Use {rate}</source>
        <translation>改为 {rate}</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
</context>
<context>
    <name>RunStatus</name>
    <message>
        <source>Show the problems.</source>
        <translation>查看这些问题。</translation>
    </message>
    <message>
        <source>Not trained</source>
        <translation>未训练</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>epoch {number}</source>
        <translation>第 {number} 轮</translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation>已发散</translation>
    </message>
    <message numerus="yes">
        <source>{count} problem(s) to fix before training</source>
        <translation>
            <numerusform>训练前需解决 {count} 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} epoch(s)</source>
        <translation>
            <numerusform>{count} 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>训练完成</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs}</source>
        <translation>第 {epoch} 轮，共 {epochs} 轮</translation>
    </message>
    <message>
        <source>Preparing the rows</source>
        <translation>正在准备数据</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>finishing this step</source>
        <translation>正在完成这一步</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>{count} epochs/s</source>
        <translation>每秒 {count} 轮</translation>
    </message>
    <message>
        <source>{seconds} s an epoch</source>
        <translation>每轮 {seconds} 秒</translation>
    </message>
    <message>
        <source>{count} s left</source>
        <translation>剩余 {count} 秒</translation>
    </message>
    <message>
        <source>{count} min left</source>
        <translation>剩余 {count} 分钟</translation>
    </message>
    <message>
        <source>{count} h left</source>
        <translation>剩余 {count} 小时</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Use the settings of run {number}</source>
        <translation>使用第 {number} 次运行的设置</translation>
    </message>
    <message>
        <source>Run {number} is in training elsewhere. Stop it there first.</source>
        <translation>第 {number} 次运行正在别处训练。先在那里停止它。</translation>
    </message>
    <message>
        <source>“{folder}” could not be moved to the trash.</source>
        <translation>“{folder}”无法移到回收站。</translation>
    </message>
    <message>
        <source>Run {number} is in “{folder}” now.</source>
        <translation>第 {number} 次运行现在位于“{folder}”。</translation>
    </message>
    <message>
        <source>Run {number} is in the trash.</source>
        <translation>第 {number} 次运行已移到回收站。</translation>
    </message>
    <message>
        <source>Every run is kept here</source>
        <translation>每次运行都保留在这里</translation>
    </message>
    <message>
        <source>Train, change something, train again, and compare.</source>
        <translation>训练，改一改，再训练，然后比较。</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Use these settings again</source>
        <translation>再次使用这些设置</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>Delete run…</source>
        <translation>删除运行…</translation>
    </message>
    <message>
        <source>Move run {number} with its weights to the trash?</source>
        <translation>把第 {number} 次运行及其权重移到回收站？</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>other data settings</source>
        <translation>数据设置不同</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Best validation loss</source>
        <translation>最低验证损失</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Set differently from now</source>
        <translation>与当前设置的差异</translation>
    </message>
    <message>
        <source>{number} · shown</source>
        <translation>{number} · 正在显示</translation>
    </message>
    <message>
        <source>rate {rate} from epoch {number} on</source>
        <translation>第 {number} 轮起学习率 {rate}</translation>
    </message>
    <message>
        <source>in training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>not ended</source>
        <translation>未结束</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>stopped early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>no longer a number</source>
        <translation>数值溢出</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} / {total}</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>Scatter</name>
    <message>
        <source>true {value}</source>
        <translation>真实值 {value}</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测值</translation>
    </message>
    <message>
        <source>Predicted against true values</source>
        <translation>预测值与真实值对比</translation>
    </message>
</context>
<context>
    <name>ScoreList</name>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
</context>
<context>
    <name>ScriptPanel</name>
    <message>
        <source>The script waits for this: {reason}</source>
        <translation>脚本还在等待：{reason}</translation>
    </message>
    <message numerus="yes">
        <source>PyTorch · {count} line(s)</source>
        <translation>
            <numerusform>PyTorch · {count} 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies the whole script.</source>
        <translation>复制整个脚本。</translation>
    </message>
    <message>
        <source>Save script…</source>
        <translation>保存脚本…</translation>
    </message>
    <message>
        <source>Saves the script as a Python file that runs without NetBench.</source>
        <translation>把脚本保存为 Python 文件，不需要 NetBench 也能运行。</translation>
    </message>
    <message>
        <source>Lines {lines} belong to the selected layer. Click a line to select its layer.</source>
        <translation>第 {lines} 行属于选中的层。点击一行即可选中对应的层。</translation>
    </message>
    <message>
        <source>The script is copied.</source>
        <translation>脚本已复制。</translation>
    </message>
    <message>
        <source>Python script (*.py)</source>
        <translation>Python 脚本 (*.py)</translation>
    </message>
    <message>
        <source>Save script</source>
        <translation>保存脚本</translation>
    </message>
    <message>
        <source>The script is in {path}, its table beside it.</source>
        <translation>脚本已保存到 {path}，表格在它旁边。</translation>
    </message>
    <message>
        <source>The script is in {path}.</source>
        <translation>脚本已保存到 {path}。</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Nothing is called “{text}”.</source>
        <translation>没有名为“{text}”的设置。</translation>
    </message>
    <message>
        <source>While it runs</source>
        <translation>运行期间</translation>
    </message>
    <message>
        <source>This run keeps the settings it began with. Changes count from the next run.</source>
        <translation>本次运行沿用开始时的设置，改动从下一次运行起生效。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Nothing here is called “{text}”.</source>
        <translation>这里没有名为“{text}”的设置。</translation>
    </message>
    <message>
        <source>Show it in {place}</source>
        <translation>在“{place}”中查看</translation>
    </message>
    <message>
        <source>These values suit most small tables. Click a field to read what it does.</source>
        <translation>这些值适合大多数小表格。点击一项可查看它的作用。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>What the selected layer does. Click a field to read what it means.</source>
        <translation>选中的层的作用。点击一项可查看它的含义。</translation>
    </message>
    <message>
        <source>Change “{field}”</source>
        <translation>更改“{field}”</translation>
    </message>
    <message>
        <source>Fix a problem</source>
        <translation>解决问题</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Shows the settings that are called so, the rare ones as well. ({keys})</source>
        <translation>显示名称相符的设置，包括少用的。({keys})</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Empty the field</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Settings of the selected layer.</source>
        <translation>选中的层的设置。</translation>
    </message>
    <message>
        <source>Settings of the training.</source>
        <translation>训练的设置。</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>SplitBar</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>How the rows are split</source>
        <translation>行的划分</translation>
    </message>
    <message numerus="yes">
        <source>{train} row(s) for training, {val} for validation, {test} for the test.</source>
        <translation>
            <numerusform>{train} 行用于训练，{val} 行用于验证，{test} 行用于测试。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SplitButton</name>
    <message>
        <source>Click to change the shares.</source>
        <translation>点击可修改比例。</translation>
    </message>
</context>
<context>
    <name>SplitEditor</name>
    <message>
        <source>Split and preparation</source>
        <translation>划分和预处理</translation>
    </message>
    <message>
        <source>Shares of the rows</source>
        <translation>行的比例</translation>
    </message>
    <message>
        <source>Before training</source>
        <translation>训练之前</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Rows the network is checked with after each epoch, but does not learn from.</source>
        <translation>每轮之后用来检查网络的行，网络不从中学习。</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Rows that are kept for the score at the very end.</source>
        <translation>留到最后打分的行。</translation>
    </message>
    <message>
        <source>fill in</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>leave rows out</source>
        <translation>忽略这些行</translation>
    </message>
    <message>
        <source>Scale numbers</source>
        <translation>缩放数值</translation>
    </message>
    <message>
        <source>Brings every number column to mean 0 and size 1, measured on the training rows.</source>
        <translation>按训练行把每个数值列变为均值 0、标准差 1。</translation>
    </message>
    <message>
        <source>Missing values</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Fill in the median or the most frequent class, or leave the rows out.</source>
        <translation>填入中位数或最常见的类别，或忽略这些行。</translation>
    </message>
    <message>
        <source>Scale target</source>
        <translation>缩放目标</translation>
    </message>
    <message>
        <source>Brings a number to predict to mean 0 and size 1 while training.</source>
        <translation>训练时把要预测的数值变为均值 0、标准差 1。</translation>
    </message>
</context>
<context>
    <name>StackTotal</name>
    <message numerus="yes">
        <source>{count} parameter(s)</source>
        <translation>
            <numerusform>{count} 个参数</numerusform>
        </translation>
    </message>
    <message>
        <source>Total: {parameters}, {memory}</source>
        <translation>合计：{parameters}，{memory}</translation>
    </message>
    <message>
        <source>What the network learns, and how much memory it takes.</source>
        <translation>网络要学习的参数，以及占用的内存。</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>StatusRow</name>
    <message numerus="yes">
        <source>CPU · %n core(s)</source>
        <translation>
            <numerusform>CPU · %n 核</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>How large everything is. (Ctrl++, Ctrl+-, Ctrl+0)</source>
        <translation>所有内容的显示大小。(Ctrl++, Ctrl+-, Ctrl+0)</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>The language of the window.</source>
        <translation>窗口的语言。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
</context>
<context>
    <name>TaskChip</name>
    <message numerus="yes">
        <source>{count} class(es)</source>
        <translation>
            <numerusform>{count} 个类别</numerusform>
        </translation>
    </message>
    <message>
        <source>regression</source>
        <translation>回归</translation>
    </message>
    <message>
        <source>Predict a class, or a number; click to change it.</source>
        <translation>预测类别或数值，点击可更改。</translation>
    </message>
    <message>
        <source>One of its classes</source>
        <translation>其中一个类别</translation>
    </message>
    <message>
        <source>A number (regression)</source>
        <translation>一个数值（回归）</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Learn one batch or one epoch and stand still. ({keys})</source>
        <translation>学习一个批次或一轮后停住。({keys})</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where the network is trained.</source>
        <translation>在哪里训练网络。</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>学习率</translation>
    </message>
</context>
<context>
    <name>TrainingRows</name>
    <message>
        <source>Follow {target}</source>
        <translation>跟随 {target}</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>Draw a new seed: another split, other first weights.</source>
        <translation>换一个随机种子：划分和初始权重都会不同。</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>新随机种子</translation>
    </message>
    <message>
        <source>Show the metrics that suit the target.</source>
        <translation>显示适合目标的指标。</translation>
    </message>
    <message>
        <source>mean of all rows</source>
        <translation>所有行的平均</translation>
    </message>
    <message>
        <source>sum of all rows</source>
        <translation>所有行之和</translation>
    </message>
    <message>
        <source>mean (the same)</source>
        <translation>平均（相同）</translation>
    </message>
    <message>
        <source>mean by weights</source>
        <translation>加权平均</translation>
    </message>
    <message>
        <source>none (cannot train)</source>
        <translation>不汇总（无法训练）</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>越小越好</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>越大越好</translation>
    </message>
    <message>
        <source>Autograd</source>
        <translation>Autograd</translation>
    </message>
</context>
<context>
    <name>TrainingSession</name>
    <message>
        <source>New seed</source>
        <translation>新随机种子</translation>
    </message>
    <message>
        <source>Stop the training first; then another run can be shown.</source>
        <translation>先停止训练，才能查看其他运行。</translation>
    </message>
</context>
<context>
    <name>TrueAndPredicted</name>
    <message>
        <source>Predicted against true</source>
        <translation>预测值与真实值</translation>
    </message>
</context>
<context>
    <name>UpperPanels</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>VerifyColumn</name>
    <message>
        <source>Verify again</source>
        <translation>再次验证</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Runs the script without NetBench and compares every number with this run.</source>
        <translation>脱离 NetBench 运行脚本，并与本次运行逐个数值比较。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Ends the comparison; nothing is changed by it.</source>
        <translation>结束比较，不会改动任何内容。</translation>
    </message>
    <message>
        <source>Not yet trained</source>
        <translation>尚未训练</translation>
    </message>
    <message>
        <source>The run goes on</source>
        <translation>运行还在进行</translation>
    </message>
    <message>
        <source>Does the script repeat this run?</source>
        <translation>脚本能重现本次运行吗？</translation>
    </message>
    <message>
        <source>The script runs</source>
        <translation>脚本正在运行</translation>
    </message>
    <message>
        <source>The script repeats this run</source>
        <translation>脚本完全重现了本次运行</translation>
    </message>
    <message>
        <source>The script differs from this run</source>
        <translation>脚本与本次运行不同</translation>
    </message>
    <message>
        <source>The script could not be compared</source>
        <translation>脚本无法比较</translation>
    </message>
    <message>
        <source>It was run without NetBench and compared number by number.</source>
        <translation>已脱离 NetBench 运行，并逐个数值比较。</translation>
    </message>
    <message>
        <source>After a run, Verify proves that this script repeats it.</source>
        <translation>运行之后，点击“验证”可证明脚本能重现它。</translation>
    </message>
    <message>
        <source>When it has ended, Verify proves that this script repeats it.</source>
        <translation>运行结束后，点击“验证”可证明脚本能重现它。</translation>
    </message>
    <message>
        <source>Verify runs it without NetBench and compares every number.</source>
        <translation>“验证”会脱离 NetBench 运行脚本，并逐个数值比较。</translation>
    </message>
    <message>
        <source>It starts…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Epoch {number} of {total}</source>
        <translation>第 {number} 轮，共 {total} 轮</translation>
    </message>
    <message>
        <source>It is about the run as it was; the settings have changed since.</source>
        <translation>这是针对当时的运行；之后设置已有改动。</translation>
    </message>
    <message>
        <source>First difference after the run: {name}, run {run}, script {script}.</source>
        <translation>第一处不同在运行之后：{name}，运行为 {run}，脚本为 {script}。</translation>
    </message>
    <message>
        <source>First difference in epoch {epoch}: {name}, run {run}, script {script}.</source>
        <translation>第一处不同在第 {epoch} 轮：{name}，运行为 {run}，脚本为 {script}。</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} / {total}</translation>
    </message>
    <message>
        <source>Epochs identical</source>
        <translation>一致的轮数</translation>
    </message>
    <message>
        <source>Final weights</source>
        <translation>最终权重</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>最大差异</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>{layer} cannot work inside of another layer.</source>
        <translation>{layer} 不能放在另一层里面使用。</translation>
    </message>
    <message>
        <source>Put it behind that layer.</source>
        <translation>把它放在那一层后面。</translation>
    </message>
    <message>
        <source>“{kind}” works along axis {axis}, but x has {axes} axes, counted from 0.</source>
        <translation>“{kind}”沿轴 {axis} 计算，但 x 只有 {axes} 个轴，从 0 开始编号。</translation>
    </message>
    <message>
        <source>“{kind}” along axis 0 would mix the rows of a batch. Use axis=-1.</source>
        <translation>“{kind}”沿轴 0 会混合批次中的行。改用 axis=-1。</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>轴</translation>
    </message>
    <message>
        <source>Which axis of a batch it works along; −1 is the last, the units.</source>
        <translation>沿批次的哪个轴计算；−1 是最后一个轴，即各神经元。</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Very negative sums end up at minus this value.</source>
        <translation>很负的加权和趋近于这个值的相反数。</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Sums that lie no further from 0 than this become 0.</source>
        <translation>与 0 的距离不超过它的加权和变为 0。</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>Passes the sum on as it is; the output of a regression.</source>
        <translation>原样传递加权和，用于回归的输出。</translation>
    </message>
    <message>
        <source>relu</source>
        <translation>relu</translation>
    </message>
    <message>
        <source>Cuts negative sums to 0. Quick and a good first choice.</source>
        <translation>把负的加权和变为 0。速度快，是好的首选。</translation>
    </message>
    <message>
        <source>Slope below</source>
        <translation>下侧斜率</translation>
    </message>
    <message>
        <source>Share of a sum below the threshold that is let through.</source>
        <translation>低于阈值的加权和通过多少比例。</translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Larger sums become this; none lets them grow.</source>
        <translation>更大的加权和变为这个值；“无”表示不设上限。</translation>
    </message>
    <message>
        <source>Sums up to here are cut.</source>
        <translation>不超过它的加权和会被截断。</translation>
    </message>
    <message>
        <source>leaky_relu</source>
        <translation>leaky_relu</translation>
    </message>
    <message>
        <source>Like relu, but lets a fifth of negative sums through.</source>
        <translation>类似 relu，但让负的加权和通过五分之一。</translation>
    </message>
    <message>
        <source>Share of a negative sum that is let through.</source>
        <translation>负的加权和通过多少比例。</translation>
    </message>
    <message>
        <source>elu</source>
        <translation>elu</translation>
    </message>
    <message>
        <source>Like relu, but bends smoothly towards −1.</source>
        <translation>类似 relu，但平滑地弯向 −1。</translation>
    </message>
    <message>
        <source>selu</source>
        <translation>selu</translation>
    </message>
    <message>
        <source>A scaled elu that keeps values in range through many layers. Start the weights with LeCun normal.</source>
        <translation>缩放过的 elu，经过很多层，值仍保持适中。初始权重用 LeCun 正态。</translation>
    </message>
    <message>
        <source>gelu</source>
        <translation>gelu</translation>
    </message>
    <message>
        <source>A smooth relu, common in language models.</source>
        <translation>平滑的 relu，常用于语言模型。</translation>
    </message>
    <message>
        <source>Approximate</source>
        <translation>近似计算</translation>
    </message>
    <message>
        <source>Computes it by tanh, nearly the same; some published networks did.</source>
        <translation>用 tanh 计算，结果几乎相同；一些已发表的网络这样做。</translation>
    </message>
    <message>
        <source>silu</source>
        <translation>silu</translation>
    </message>
    <message>
        <source>A smooth relu that dips a little below 0.</source>
        <translation>平滑的 relu，会略低于 0。</translation>
    </message>
    <message>
        <source>tanh</source>
        <translation>tanh</translation>
    </message>
    <message>
        <source>Squeezes sums between −1 and 1.</source>
        <translation>把加权和压缩到 −1 与 1 之间。</translation>
    </message>
    <message>
        <source>sigmoid</source>
        <translation>sigmoid</translation>
    </message>
    <message>
        <source>Squeezes sums between 0 and 1; the output for two classes.</source>
        <translation>把加权和压缩到 0 与 1 之间，用于两个类别的输出。</translation>
    </message>
    <message>
        <source>softplus</source>
        <translation>softplus</translation>
    </message>
    <message>
        <source>A smooth relu that is never quite 0.</source>
        <translation>平滑的 relu，永远不会正好为 0。</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>softmax</translation>
    </message>
    <message>
        <source>Turns the units of a row into shares that add up to 1; the output for classes.</source>
        <translation>把各神经元变为总和为 1 的比例，用于类别的输出。</translation>
    </message>
    <message>
        <source>callback</source>
        <translation>回调</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>Stops when validation no longer improves.</source>
        <translation>验证不再改善时停止。</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>监测</translation>
    </message>
    <message>
        <source>“{name}” of {callback} can be read, but not set.</source>
        <translation>{callback} 的“{name}”只能读取，不能设置。</translation>
    </message>
    <message>
        <source>The number that has to improve.</source>
        <translation>需要改善的数值。</translation>
    </message>
    <message>
        <source>Better is</source>
        <translation>改善方向</translation>
    </message>
    <message>
        <source>Whether a smaller or a larger number is better; automatic goes by its name.</source>
        <translation>数值越小越好还是越大越好；“自动”按名称判断。</translation>
    </message>
    <message>
        <source>Least improvement</source>
        <translation>最小改善</translation>
    </message>
    <message>
        <source>Smaller improvements do not count.</source>
        <translation>更小的改善不算数。</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>等待轮数</translation>
    </message>
    <message>
        <source>How many epochs without improvement are waited for.</source>
        <translation>没有改善时再等待多少轮。</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基准值</translation>
    </message>
    <message>
        <source>The number has to become better than this before patience ends.</source>
        <translation>等待结束之前，数值必须优于它。</translation>
    </message>
    <message>
        <source>Keep the best weights</source>
        <translation>保留最佳权重</translation>
    </message>
    <message>
        <source>At the end takes back the weights of the best epoch.</source>
        <translation>结束时恢复最佳一轮的权重。</translation>
    </message>
    <message>
        <source>Wait at first</source>
        <translation>起始等待</translation>
    </message>
    <message>
        <source>So many epochs pass before anything is watched.</source>
        <translation>先过这么多轮，再开始监测。</translation>
    </message>
    <message>
        <source>Lower rate on a plateau</source>
        <translation>停滞时降学习率</translation>
    </message>
    <message>
        <source>Takes smaller steps when learning stalls, so that the last bit is learnt as well.</source>
        <translation>学习停滞时改用更小的步子，把最后一点也学到。</translation>
    </message>
    <message>
        <source>The learning rate is multiplied by this.</source>
        <translation>学习率乘以这个数。</translation>
    </message>
    <message>
        <source>Rest</source>
        <translation>冷却轮数</translation>
    </message>
    <message>
        <source>So many epochs pass after a change before the next is thought of.</source>
        <translation>一次改动之后先过这么多轮，再考虑下一次。</translation>
    </message>
    <message>
        <source>Lowest rate</source>
        <translation>最低学习率</translation>
    </message>
    <message>
        <source>The learning rate does not fall below this.</source>
        <translation>学习率不会低于它。</translation>
    </message>
    <message>
        <source>{file}: after line {line} the text is not in the encoding {encoding}.</source>
        <translation>{file} 第 {line} 行之后的文字不是 {encoding} 编码。</translation>
    </message>
    <message>
        <source>Choose another encoding, or have it found.</source>
        <translation>选择其他编码，或自动识别。</translation>
    </message>
    <message>
        <source>{file}, line {line}: a quotation mark is opened and not closed.</source>
        <translation>{file} 第 {line} 行有前引号，却没有后引号。</translation>
    </message>
    <message>
        <source>Close it there, or take the mark out, and open the file again.</source>
        <translation>在那里补上引号，或删去它，然后重新打开文件。</translation>
    </message>
    <message>
        <source>an Excel workbook or another ZIP file</source>
        <translation>一个 Excel 工作簿或其他 ZIP 文件</translation>
    </message>
    <message>
        <source>an old Excel workbook</source>
        <translation>一个旧版 Excel 工作簿</translation>
    </message>
    <message>
        <source>a PNG picture</source>
        <translation>一张 PNG 图片</translation>
    </message>
    <message>
        <source>a JPEG picture</source>
        <translation>一张 JPEG 图片</translation>
    </message>
    <message>
        <source>a GIF picture</source>
        <translation>一张 GIF 图片</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>一份 PDF 文档</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>一个 gzip 压缩文件</translation>
    </message>
    <message>
        <source>a 7-Zip archive</source>
        <translation>一个 7-Zip 压缩文件</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>一个 RAR 压缩文件</translation>
    </message>
    <message>
        <source>a Parquet file</source>
        <translation>一个 Parquet 文件</translation>
    </message>
    <message>
        <source>an SQLite database</source>
        <translation>一个 SQLite 数据库</translation>
    </message>
    <message>
        <source>a NumPy array</source>
        <translation>一个 NumPy 数组</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>一个程序</translation>
    </message>
    <message>
        <source>Reading was cancelled.</source>
        <translation>读取已取消。</translation>
    </message>
    <message>
        <source>{file}: the encoding “{encoding}” is not known.</source>
        <translation>{file}：没有“{encoding}”这种编码。</translation>
    </message>
    <message>
        <source>Known are utf-8, utf-16, gb18030, cp1252 and many others.</source>
        <translation>可用 utf-8、utf-16、gb18030、cp1252 等多种编码。</translation>
    </message>
    <message>
        <source>{file} is {format}, not a table as text.</source>
        <translation>{file} 是{format}，不是文本表格。</translation>
    </message>
    <message>
        <source>Save the table as CSV and open that file.</source>
        <translation>把表格存为 CSV，再打开那个文件。</translation>
    </message>
    <message>
        <source>{file}, line {line}: there is a zero byte, so this is not a table as text.</source>
        <translation>{file} 第 {line} 行有零字节，所以它不是文本表格。</translation>
    </message>
    <message>
        <source>{file} is not text in UTF-8, GB18030 or Windows-1252.</source>
        <translation>{file} 不是 UTF-8、GB18030 或 Windows-1252 编码的文本。</translation>
    </message>
    <message>
        <source>Choose its encoding, or save it as CSV in UTF-8.</source>
        <translation>选择它的编码，或存为 UTF-8 编码的 CSV。</translation>
    </message>
    <message>
        <source>{file}, line {line}: the text is not in the encoding {encoding}.</source>
        <translation>{file} 第 {line} 行的文字不是 {encoding} 编码。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: it holds no preparation.</source>
        <translation>“{file}”已损坏：其中没有预处理信息。</translation>
    </message>
    <message>
        <source>Train again.</source>
        <translation>重新训练。</translation>
    </message>
    <message>
        <source>“{column}”: a number lies too far from those of the training rows.</source>
        <translation>“{column}”：有一个数值与训练行相差太远。</translation>
    </message>
    <message>
        <source>Correct it, or untick the column.</source>
        <translation>改正它，或取消勾选这一列。</translation>
    </message>
    <message>
        <source>{file} has no rows. Choose a file with a table in it.</source>
        <translation>{file} 没有行。选择含有表格的文件。</translation>
    </message>
    <message>
        <source>{file} has {count} columns; at most {limit} can be used.</source>
        <translation>{file} 有 {count} 列，最多可用 {limit} 列。</translation>
    </message>
    <message>
        <source>{file} has a header, but no rows below it.</source>
        <translation>{file} 有标题行，但下面没有数据行。</translation>
    </message>
    <message>
        <source>Choose a file with rows, or say that it has no header.</source>
        <translation>选择有数据行的文件，或设置为没有标题行。</translation>
    </message>
    <message>
        <source>{file} has one column only; a table to learn from has two or more.</source>
        <translation>{file} 只有一列；用来学习的表格至少有两列。</translation>
    </message>
    <message>
        <source>If the values are separated by something else than “{delimiter}”, choose it.</source>
        <translation>如果值之间不是用“{delimiter}”分隔，选择实际的分隔符。</translation>
    </message>
    <message>
        <source>{file}, line {line}: 1 value where the header has {width}.</source>
        <translation>{file} 第 {line} 行有 1 个值，而标题行有 {width} 个。</translation>
    </message>
    <message>
        <source>Leave this row out, or correct it.</source>
        <translation>忽略这一行，或改正它。</translation>
    </message>
    <message>
        <source>{file}, line {line}: {count} values where the header has {width}.</source>
        <translation>{file} 第 {line} 行有 {count} 个值，而标题行有 {width} 个。</translation>
    </message>
    <message>
        <source>There are {inputs} rows of inputs, but {targets} of targets.</source>
        <translation>输入有 {inputs} 行，而目标有 {targets} 行。</translation>
    </message>
    <message>
        <source>{file} has changed since it was opened: rows have lost their target.</source>
        <translation>{file} 打开之后有改动：有些行没有目标值了。</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>重新打开它。</translation>
    </message>
    <message>
        <source>There is no sample “{name}”. There are: {names}.</source>
        <translation>没有示例“{name}”。现有：{names}。</translation>
    </message>
    <message>
        <source>{file} is a folder. Choose a file in it.</source>
        <translation>{file} 是文件夹。选择其中的文件。</translation>
    </message>
    <message>
        <source>{file} is not a file.</source>
        <translation>{file} 不是文件。</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation>没有文件 {file}。</translation>
    </message>
    <message>
        <source>Choose where it lies now.</source>
        <translation>选择它现在的位置。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>{file} 无法读取：{reason}。</translation>
    </message>
    <message>
        <source>{file} is empty. Choose a file with a table in it.</source>
        <translation>{file} 是空的。选择含有表格的文件。</translation>
    </message>
    <message>
        <source>Line {line}: “{raw}” is no number, as the others in “{column}” are.</source>
        <translation>第 {line} 行：“{raw}”不是数值，而“{column}”列的其他值都是。</translation>
    </message>
    <message>
        <source>Rows left out because they have more or fewer values than the header: {count}.</source>
        <translation>因值的个数与标题行不符而忽略的行：{count}。</translation>
    </message>
    <message>
        <source>“{word}” may stand for a missing value. Say so if it does.</source>
        <translation>“{word}”可能表示缺失。如果是，可将它设为缺失值。</translation>
    </message>
    <message>
        <source>One cell of “{column}” is no number. Correct it or mark it as missing.</source>
        <translation>“{column}”有 1 个单元格不是数值。改正它，或标记为缺失。</translation>
    </message>
    <message>
        <source>No numbers in “{column}”: {count} cells. Correct or mark them as missing.</source>
        <translation>“{column}”列有 {count} 个单元格不是数值。改正它们，或标为缺失。</translation>
    </message>
    <message>
        <source>“{column}” is not used: its kind is {kind}.</source>
        <translation>“{column}”未使用：它的类型是“{kind}”。</translation>
    </message>
    <message>
        <source>No column can be predicted: each is empty, constant, text or a date.</source>
        <translation>没有可以预测的列：每一列都是空列、常量、文本或日期。</translation>
    </message>
    <message>
        <source>Rows left out because “{column}” is missing: {count}.</source>
        <translation>因缺失“{column}”而忽略的行：{count}。</translation>
    </message>
    <message>
        <source>The class “{name}” of “{column}” has one row only: it cannot be tested.</source>
        <translation>“{column}”的类别“{name}”只有一行，无法测试。</translation>
    </message>
    <message>
        <source>{file} cannot be read as a table: {reason}.</source>
        <translation>{file} 无法作为表格读取：{reason}。</translation>
    </message>
    <message>
        <source>Look at its delimiter, its quotation marks and its encoding.</source>
        <translation>检查它的分隔符、引号和编码。</translation>
    </message>
    <message>
        <source>{file} can be read in two ways: as {first} rows or as {second}.</source>
        <translation>{file} 有两种读法：{first} 行或 {second} 行。</translation>
    </message>
    <message>
        <source>Look at its quotation marks and blank lines.</source>
        <translation>检查它的引号和空行。</translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation>{file}：{reason}</translation>
    </message>
    <message>
        <source>“{column}” holds numbers too large to learn from (over 1e30).</source>
        <translation>“{column}”中有大到无法学习的数值（超过 1e30）。</translation>
    </message>
    <message>
        <source>Correct them, or untick the column.</source>
        <translation>改正它们，或取消勾选这一列。</translation>
    </message>
    <message>
        <source>No row is left: each lacks a value in “{column}” or in a column to learn from.</source>
        <translation>没有剩下的行：每一行都缺少“{column}”或某个输入列的值。</translation>
    </message>
    <message>
        <source>“{column}”: the class “{name}” is not among those of the project ({classes}).</source>
        <translation>“{column}”：类别“{name}”不在项目的类别（{classes}）之中。</translation>
    </message>
    <message>
        <source>If the file has changed, open it again.</source>
        <translation>如果文件有改动，重新打开它。</translation>
    </message>
    <message>
        <source>Correct it, mark it as missing, or take the column as a choice.</source>
        <translation>改正它、标为缺失，或把这一列当作类别。</translation>
    </message>
    <message>
        <source>Row {row}: “{raw}” in “{column}” is no number.</source>
        <translation>第 {row} 行：“{column}”列的“{raw}”不是数值。</translation>
    </message>
    <message>
        <source>{file}, line {line}: “{raw}” in “{column}” is no number.</source>
        <translation>{file} 第 {line} 行：“{column}”列的“{raw}”不是数值。</translation>
    </message>
    <message>
        <source>“{file}” cannot be written: {reason}.</source>
        <translation>“{file}”无法写入：{reason}。</translation>
    </message>
    <message>
        <source>The run in “{folder}” has no finished epochs to compare.</source>
        <translation>“{folder}”中的运行没有完成的轮可以比较。</translation>
    </message>
    <message>
        <source>The verification was cancelled.</source>
        <translation>验证已取消。</translation>
    </message>
    <message>
        <source>The script ended with an error: {reason}</source>
        <translation>脚本异常结束：{reason}</translation>
    </message>
    <message>
        <source>initializer</source>
        <translation>初始化方法</translation>
    </message>
    <message>
        <source>“{kind}” makes a matrix and cannot start a bias. Use zeros.</source>
        <translation>“{kind}”生成矩阵，不能用作偏置的初始值。改用 zeros。</translation>
    </message>
    <message>
        <source>Draws these weights by a seed of their own; none takes the run&apos;s.</source>
        <translation>用单独的随机种子生成这些权重；“无”表示用本次运行的随机种子。</translation>
    </message>
    <message>
        <source>Axes of inputs</source>
        <translation>输入轴</translation>
    </message>
    <message>
        <source>Which axes of the weights, in Keras&apos;s order, count the inputs; only with those of outputs.</source>
        <translation>按 Keras 的顺序，权重的哪些轴对应输入；与输出轴一起设置。</translation>
    </message>
    <message>
        <source>Axes of outputs</source>
        <translation>输出轴</translation>
    </message>
    <message>
        <source>Which axes of the weights, in Keras&apos;s order, count the outputs; only with those of inputs.</source>
        <translation>按 Keras 的顺序，权重的哪些轴对应输出；与输入轴一起设置。</translation>
    </message>
    <message>
        <source>Axis {axis} is asked for, but the weights have {count} axes, from 0.</source>
        <translation>要用轴 {axis}，但权重只有 {count} 个轴，从 0 开始编号。</translation>
    </message>
    <message>
        <source>Glorot uniform</source>
        <translation>Glorot 均匀</translation>
    </message>
    <message>
        <source>Even spread that suits the size of the layer; the usual choice.</source>
        <translation>适合层大小的均匀分布，最常用。</translation>
    </message>
    <message>
        <source>Glorot normal</source>
        <translation>Glorot 正态</translation>
    </message>
    <message>
        <source>Bell-shaped spread that suits the size of the layer, without far outliers.</source>
        <translation>适合层大小的正态分布，没有远离群值。</translation>
    </message>
    <message>
        <source>Bell-shaped, wider spread without far outliers, made for relu.</source>
        <translation>较宽的正态分布，没有远离群值，适合 relu。</translation>
    </message>
    <message>
        <source>Bell-shaped, narrower spread without far outliers, made for selu.</source>
        <translation>较窄的正态分布，没有远离群值，适合 selu。</translation>
    </message>
    <message>
        <source>Variance scaling</source>
        <translation>方差缩放</translation>
    </message>
    <message>
        <source>A spread that suits the size of the layer by your own formula; Glorot, He and LeCun are cases.</source>
        <translation>按自行设定的公式适合层大小的分布；Glorot、He 和 LeCun 都是它的特例。</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>The variance, before it is divided by the number of values.</source>
        <translation>除以值的个数之前的方差。</translation>
    </message>
    <message>
        <source>Divide by</source>
        <translation>除以</translation>
    </message>
    <message>
        <source>The number of inputs, of outputs, or the mean of both.</source>
        <translation>输入个数、输出个数，或两者的平均。</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Bell-shaped with tails cut, bell-shaped, or even.</source>
        <translation>截断正态、正态或均匀。</translation>
    </message>
    <message>
        <source>He uniform</source>
        <translation>He 均匀</translation>
    </message>
    <message>
        <source>Even, wider spread, made for relu.</source>
        <translation>较宽的均匀分布，适合 relu。</translation>
    </message>
    <message>
        <source>He normal</source>
        <translation>He 正态</translation>
    </message>
    <message>
        <source>LeCun uniform</source>
        <translation>LeCun 均匀</translation>
    </message>
    <message>
        <source>Even, narrower spread, made for selu.</source>
        <translation>较窄的均匀分布，适合 selu。</translation>
    </message>
    <message>
        <source>LeCun normal</source>
        <translation>LeCun 正态</translation>
    </message>
    <message>
        <source>Orthogonal</source>
        <translation>正交</translation>
    </message>
    <message>
        <source>Random directions at right angles to each other.</source>
        <translation>互相垂直的随机方向。</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>系数</translation>
    </message>
    <message>
        <source>All weights are multiplied by this.</source>
        <translation>所有权重都乘以这个数。</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正态</translation>
    </message>
    <message>
        <source>Bell-shaped spread that you choose.</source>
        <translation>自行设定的正态分布。</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>The middle of the spread.</source>
        <translation>分布的中心。</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>How far the weights lie from the middle.</source>
        <translation>权重离中心有多远。</translation>
    </message>
    <message>
        <source>Uniform</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>Even spread between two bounds that you choose.</source>
        <translation>在自行设定的两个界限之间均匀分布。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>The least weight.</source>
        <translation>最小的权重。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>The largest weight; not less than the least.</source>
        <translation>最大的权重，不小于下限。</translation>
    </message>
    <message>
        <source>Truncated normal</source>
        <translation>截断正态</translation>
    </message>
    <message>
        <source>Bell-shaped spread without far outliers.</source>
        <translation>没有远离群值的正态分布。</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>单位矩阵</translation>
    </message>
    <message>
        <source>Each unit starts by passing one input on. Draws nothing.</source>
        <translation>每个神经元开始时只传递一个输入。不随机。</translation>
    </message>
    <message>
        <source>“{kind}” makes a matrix, but these weights have {count} axes.</source>
        <translation>“{kind}”生成矩阵，但这些权重有 {count} 个轴。</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>全零</translation>
    </message>
    <message>
        <source>All start at 0. Right for a bias, wrong for weights: all units would learn the same.</source>
        <translation>全部从 0 开始。适合偏置，不适合权重：所有神经元会学到同样的东西。</translation>
    </message>
    <message>
        <source>Ones</source>
        <translation>全一</translation>
    </message>
    <message>
        <source>All start at 1.</source>
        <translation>全部从 1 开始。</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>常数</translation>
    </message>
    <message>
        <source>All start at the same value.</source>
        <translation>全部从同一个值开始。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>The value they start at.</source>
        <translation>开始时的值。</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>{layer} takes no {argument} here; got {value}.</source>
        <translation>{layer} 在这里不接受 {argument}；得到的是 {value}。</translation>
    </message>
    <message>
        <source>Leave it out.</source>
        <translation>去掉它。</translation>
    </message>
    <message>
        <source>Put an ActivityRegularization layer behind this one.</source>
        <translation>在这一层后面放一个 ActivityRegularization 层。</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>基础</translation>
    </message>
    <message>
        <source>Regularization</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Images and text</source>
        <translation>图像和文本</translation>
    </message>
    <message>
        <source>Normalization</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>input_shape is the shape of one row, as (784,) or (28, 28); got {value}.</source>
        <translation>input_shape 是一行的形状，例如 (784,) 或 (28, 28)；得到的是 {value}。</translation>
    </message>
    <message>
        <source>{layer} expects rows of {expected} values, but {name} has {found}.</source>
        <translation>{layer} 需要每行 {expected} 个值，而 {name} 有 {found} 个。</translation>
    </message>
    <message>
        <source>{layer} expects rows of shape {expected}, but {name} has {found}.</source>
        <translation>{layer} 需要形状为 {expected} 的行，而 {name} 的形状为 {found}。</translation>
    </message>
    <message>
        <source>Put Flatten() first.</source>
        <translation>先加上 Flatten()。</translation>
    </message>
    <message>
        <source>{layer} works along axis {axis}, but gets rows of shape {shape}.</source>
        <translation>“{layer}”沿轴 {axis} 计算，而得到的行形状为 {shape}。</translation>
    </message>
    <message>
        <source>(steps, channels)</source>
        <translation>（时间步，通道）</translation>
    </message>
    <message>
        <source>(height, width, channels)</source>
        <translation>（高，宽，通道）</translation>
    </message>
    <message>
        <source>{layer} works on rows of shape {wanted}, but gets rows of shape {shape}.</source>
        <translation>“{layer}”需要形状为{wanted}的行，而得到的行形状为 {shape}。</translation>
    </message>
    <message>
        <source>Put a Reshape first.</source>
        <translation>先加上 Reshape。</translation>
    </message>
    <message>
        <source>Weights at the start</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>全连接 Dense</translation>
    </message>
    <message>
        <source>Every unit looks at every value of the layer before.</source>
        <translation>每个神经元都看到前一层的每个值。</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>神经元</translation>
    </message>
    <message>
        <source>How many neurons this layer has. More can learn more, and more by heart.</source>
        <translation>这一层有多少个神经元。越多，能学到的越多，也越容易死记硬背。</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>What each neuron does with its sum. Without one, layers add up to a single straight line.</source>
        <translation>每个神经元怎样处理加权和。没有激活，再多的层也只相当于一条直线。</translation>
    </message>
    <message>
        <source>Use bias</source>
        <translation>使用偏置</translation>
    </message>
    <message>
        <source>Adds a number of its own to each neuron&apos;s sum.</source>
        <translation>给每个神经元的加权和再加上一个它自己的数。</translation>
    </message>
    <message>
        <source>class weight</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Rare classes count more, so that all classes count alike. Use it when most rows are of one class.</source>
        <translation>少见的类别分量更重，使各类别同等重要。大多数行属于同一类别时使用。</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手动设置</translation>
    </message>
    <message>
        <source>A weight of your own for each class.</source>
        <translation>为每个类别自行设定权重。</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>One number for each class, in the order of the classes.</source>
        <translation>每个类别一个数，按类别的顺序。</translation>
    </message>
    <message>
        <source>Regularizer</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>Limits on weights</source>
        <translation>约束</translation>
    </message>
    <message>
        <source>An axis is a whole number, several are (1, 2); got {value}.</source>
        <translation>轴是一个整数，多个轴写成 (1, 2)；得到的是 {value}。</translation>
    </message>
    <message>
        <source>Axes are counted from 1 and named once; axis 0 is the rows. Got {value}.</source>
        <translation>轴从 1 开始编号，各出现一次；轴 0 是行。得到的是 {value}。</translation>
    </message>
    <message>
        <source>A size is a whole number from 1, or one for each axis, as (3, 3); got {value}.</source>
        <translation>大小是不小于 1 的整数，或每个轴一个，例如 (3, 3)；得到的是 {value}。</translation>
    </message>
    <message>
        <source>One axis is needed here; got {value}.</source>
        <translation>这里需要一个轴，得到的是 {value}。</translation>
    </message>
    <message>
        <source>Along which axes of a row it works: 1 is the first, -1 the last.</source>
        <translation>沿一行的哪些轴计算：1 是第一个，-1 是最后一个。</translation>
    </message>
    <message>
        <source>How the weights start.</source>
        <translation>权重怎样开始。</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>How the bias starts.</source>
        <translation>偏置怎样开始。</translation>
    </message>
    <message>
        <source>How the scale (gamma) starts.</source>
        <translation>缩放（gamma）怎样开始。</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>How the shift (beta) starts.</source>
        <translation>平移（beta）怎样开始。</translation>
    </message>
    <message>
        <source>Running mean</source>
        <translation>滑动均值</translation>
    </message>
    <message>
        <source>How the running mean starts.</source>
        <translation>滑动均值怎样开始。</translation>
    </message>
    <message>
        <source>Running variance</source>
        <translation>滑动方差</translation>
    </message>
    <message>
        <source>How the running variance starts.</source>
        <translation>滑动方差怎样开始。</translation>
    </message>
    <message>
        <source>Slopes</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>How the slopes start.</source>
        <translation>斜率怎样开始。</translation>
    </message>
    <message>
        <source>Penalty on weights</source>
        <translation>权重惩罚</translation>
    </message>
    <message>
        <source>Adds to the loss when weights grow, against learning by heart.</source>
        <translation>权重变大时增加损失，防止死记硬背。</translation>
    </message>
    <message>
        <source>Penalty on bias</source>
        <translation>偏置惩罚</translation>
    </message>
    <message>
        <source>Adds to the loss when the bias grows; rarely needed.</source>
        <translation>偏置变大时增加损失；很少需要。</translation>
    </message>
    <message>
        <source>Penalty on outputs</source>
        <translation>输出惩罚</translation>
    </message>
    <message>
        <source>Adds to the loss when the outputs of the layer grow; L1 lets few neurons answer.</source>
        <translation>这一层的输出变大时增加损失；L1 让少数神经元作出反应。</translation>
    </message>
    <message>
        <source>Penalty on scale</source>
        <translation>缩放惩罚</translation>
    </message>
    <message>
        <source>Adds to the loss when the scale grows; rarely needed.</source>
        <translation>缩放变大时增加损失；很少需要。</translation>
    </message>
    <message>
        <source>Penalty on shift</source>
        <translation>平移惩罚</translation>
    </message>
    <message>
        <source>Adds to the loss when the shift grows; rarely needed.</source>
        <translation>平移变大时增加损失；很少需要。</translation>
    </message>
    <message>
        <source>Penalty on slopes</source>
        <translation>斜率惩罚</translation>
    </message>
    <message>
        <source>Adds to the loss when the slopes grow; rarely needed.</source>
        <translation>斜率变大时增加损失；很少需要。</translation>
    </message>
    <message>
        <source>Limit on weights</source>
        <translation>权重约束</translation>
    </message>
    <message>
        <source>What the weights have to keep to; they are put right after each step.</source>
        <translation>权重必须满足的条件；每一步之后校正。</translation>
    </message>
    <message>
        <source>Limit on bias</source>
        <translation>偏置约束</translation>
    </message>
    <message>
        <source>What the bias has to keep to; it is put right after each step.</source>
        <translation>偏置必须满足的条件；每一步之后校正。</translation>
    </message>
    <message>
        <source>Limit on scale</source>
        <translation>缩放约束</translation>
    </message>
    <message>
        <source>What the scale has to keep to; it is put right after each step.</source>
        <translation>缩放必须满足的条件；每一步之后校正。</translation>
    </message>
    <message>
        <source>Limit on shift</source>
        <translation>平移约束</translation>
    </message>
    <message>
        <source>What the shift has to keep to; it is put right after each step.</source>
        <translation>平移必须满足的条件；每一步之后校正。</translation>
    </message>
    <message>
        <source>Limit on slopes</source>
        <translation>斜率约束</translation>
    </message>
    <message>
        <source>What the slopes have to keep to; they are put right after each step.</source>
        <translation>斜率必须满足的条件；每一步之后校正。</translation>
    </message>
    <message>
        <source>Input takes neither sparse nor ragged rows.</source>
        <translation>Input 不接受稀疏或长短不一的行。</translation>
    </message>
    <message>
        <source>Input needs the shape of one row, as Input((784,)).</source>
        <translation>Input 需要一行的形状，例如 Input((784,))。</translation>
    </message>
    <message>
        <source>1 unit · {activation}</source>
        <translation>1 个神经元 · {activation}</translation>
    </message>
    <message>
        <source>{units} units · {activation}</source>
        <translation>{units} 个神经元 · {activation}</translation>
    </message>
    <message>
        <source>Bends each value by a function; has nothing to learn.</source>
        <translation>用函数弯曲每个值，没有要学习的参数。</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>The function that bends each value.</source>
        <translation>弯曲每个值的函数。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Turns each word number into a few numbers that are learnt. Rows must hold whole numbers from 0.</source>
        <translation>把每个词的编号变为几个学习得到的数。行中必须是从 0 开始的整数。</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词数</translation>
    </message>
    <message>
        <source>How many different numbers there are: 0 to one less than this.</source>
        <translation>共有多少个不同的编号：从 0 到它减 1。</translation>
    </message>
    <message>
        <source>Numbers for each word</source>
        <translation>每个词的维数</translation>
    </message>
    <message>
        <source>How many numbers describe a word.</source>
        <translation>用多少个数描述一个词。</translation>
    </message>
    <message>
        <source>0 is padding</source>
        <translation>0 为填充</translation>
    </message>
    <message>
        <source>Word number 0 only fills up short rows; a Global mean 1D behind leaves it out.</source>
        <translation>编号 0 只用来补齐较短的行；后面的一维全局平均会略去它。</translation>
    </message>
    <message>
        <source>{words} words · {numbers} numbers</source>
        <translation>{words} 个词 · {numbers} 个数</translation>
    </message>
    <message>
        <source>Masking</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Marks steps that only fill a short sequence up, so that a Global mean 1D behind leaves them out.</source>
        <translation>标出只用来补齐短序列的步，让后面的一维全局平均略去它们。</translation>
    </message>
    <message>
        <source>Filled with</source>
        <translation>填充值</translation>
    </message>
    <message>
        <source>A step counts as filled up where all its values are this number.</source>
        <translation>某一步的所有值都等于这个数时，就算作填充。</translation>
    </message>
    <message>
        <source>filled with {value}</source>
        <translation>填充值 {value}</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>展平</translation>
    </message>
    <message>
        <source>Lays all values of a row side by side, as Dense needs them.</source>
        <translation>把一行的所有值排成一列，供 Dense 使用。</translation>
    </message>
    <message>
        <source>side by side</source>
        <translation>排成一列</translation>
    </message>
    <message>
        <source>A shape has whole numbers from 1 and at most one -1 for the rest, as (8, 8, 1); got {value}.</source>
        <translation>形状由不小于 1 的整数组成，最多有一个 -1 代表其余，例如 (8, 8, 1)；得到的是 {value}。</translation>
    </message>
    <message>
        <source>Reshape</source>
        <translation>变形</translation>
    </message>
    <message>
        <source>Lays the values of a row out in rows and columns, as images and sequences need them.</source>
        <translation>把一行的值排成行和列，供图像和序列使用。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>The new shape of a row: [8, 8, 1] is an image of 8 × 8 pixels. -1 stands for what is left.</source>
        <translation>一行的新形状：[8, 8, 1] 是 8 × 8 像素的图像。-1 代表其余部分。</translation>
    </message>
    <message>
        <source>{layer}: {size} values cannot be laid out as {target}.</source>
        <translation>“{layer}”：{size} 个值无法排成 {target}。</translation>
    </message>
    <message>
        <source>as {shape}</source>
        <translation>变为 {shape}</translation>
    </message>
    <message>
        <source>An order names each axis once, counted from 1, as (2, 1); got {value}.</source>
        <translation>顺序中每个轴出现一次，从 1 开始编号，例如 (2, 1)；得到的是 {value}。</translation>
    </message>
    <message>
        <source>Permute</source>
        <translation>轴重排</translation>
    </message>
    <message>
        <source>Puts the axes of a row into another order: (2, 1) swaps rows and columns.</source>
        <translation>重新排列一行的轴：(2, 1) 交换行和列。</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>The axes in their new order, counted from 1.</source>
        <translation>轴的新顺序，从 1 开始编号。</translation>
    </message>
    <message>
        <source>{layer} orders {count} axes, but gets rows of shape {shape}.</source>
        <translation>“{layer}”重排 {count} 个轴，而得到的行形状为 {shape}。</translation>
    </message>
    <message>
        <source>order {dims}</source>
        <translation>顺序 {dims}</translation>
    </message>
    <message>
        <source>Learn a shift</source>
        <translation>学习平移</translation>
    </message>
    <message>
        <source>Adds a number to each value afterwards, which is learnt (beta).</source>
        <translation>之后给每个值加上一个学习得到的数（beta）。</translation>
    </message>
    <message>
        <source>Learn a scale</source>
        <translation>学习缩放</translation>
    </message>
    <message>
        <source>Multiplies each value afterwards by a number that is learnt (gamma).</source>
        <translation>之后把每个值乘以一个学习得到的数（gamma）。</translation>
    </message>
    <message>
        <source>Batch norm.</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>Brings each value to mean 0 and size 1 over the batch. Its running variance is the unbiased one, unlike in Keras.</source>
        <translation>在批次内把每个值变为均值 0、标准差 1。与 Keras 不同，滑动方差用无偏估计。</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Share of the running mean that is kept at each step.</source>
        <translation>每一步保留多少滑动均值。</translation>
    </message>
    <message>
        <source>Group norm.</source>
        <translation>组归一化</translation>
    </message>
    <message>
        <source>Brings groups of the channels of each row to mean 0 and size 1. Suits images in small batches.</source>
        <translation>把每一行的各组通道变为均值 0、标准差 1。适合小批次的图像。</translation>
    </message>
    <message>
        <source>Into how many groups the channels are divided, which has to come out even. -1: each by itself.</source>
        <translation>通道分成多少组，必须能整除。-1 为每个通道自成一组。</translation>
    </message>
    <message>
        <source>{layer}: {channels} channels cannot be divided into {groups} groups.</source>
        <translation>“{layer}”：{channels} 个通道无法分成 {groups} 组。</translation>
    </message>
    <message>
        <source>{groups} groups</source>
        <translation>{groups} 组</translation>
    </message>
    <message>
        <source>each channel alone</source>
        <translation>各通道单独</translation>
    </message>
    <message>
        <source>RMS norm.</source>
        <translation>RMS 归一化</translation>
    </message>
    <message>
        <source>Brings the values of each row to size 1 and leaves their mean. Quicker than layer normalization.</source>
        <translation>把每一行的值的大小变为 1，不减去均值。比层归一化快。</translation>
    </message>
    <message>
        <source>{layer} works along the last axes of a row, not along {axis} of rows of shape {shape}.</source>
        <translation>“{layer}”沿一行最后的轴计算，而不是沿形状为 {shape} 的行的轴 {axis}。</translation>
    </message>
    <message>
        <source>Unit norm.</source>
        <translation>单位归一化</translation>
    </message>
    <message>
        <source>Divides each row by its length, so that only the direction counts.</source>
        <translation>把每一行除以它的长度，只保留方向。</translation>
    </message>
    <message>
        <source>length 1</source>
        <translation>长度为 1</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>A small number that keeps the division from failing.</source>
        <translation>防止除以零的小数。</translation>
    </message>
    <message>
        <source>momentum {momentum}</source>
        <translation>动量 {momentum}</translation>
    </message>
    <message>
        <source>Layer norm.</source>
        <translation>层归一化</translation>
    </message>
    <message>
        <source>Brings the values of each row to mean 0 and size 1.</source>
        <translation>把每一行的值变为均值 0、标准差 1。</translation>
    </message>
    <message>
        <source>epsilon {epsilon}</source>
        <translation>epsilon {epsilon}</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>随机失活 Dropout</translation>
    </message>
    <message>
        <source>Switches off random values while training, so that no neuron relies on one other.</source>
        <translation>训练时随机关闭一些值，让神经元不依赖某一个别的神经元。</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>noise_shape has 1 for axes with one mask, else None, as (None, 1, None); got {value}.</source>
        <translation>noise_shape 中共用一个掩码的轴为 1，其他为 None，例如 (None, 1, None)；得到的是 {value}。</translation>
    </message>
    <message>
        <source>Share of the values that is switched off at each step.</source>
        <translation>每一步关闭多少比例的值。</translation>
    </message>
    <message>
        <source>Shape of the mask</source>
        <translation>掩码形状</translation>
    </message>
    <message>
        <source>1 at an axis switches off all its values together: [null, 1, null]. Empty draws each by itself.</source>
        <translation>某个轴为 1 时，该轴的值一起关闭：[null, 1, null]。留空则各自随机。</translation>
    </message>
    <message>
        <source>Where it has 1, as in [null, 1, null], values of that axis go off together. Null draws for each value.</source>
        <translation>某个轴为 1 时，例如 [null, 1, null]，该轴的值一起关闭。留空则各自随机。</translation>
    </message>
    <message>
        <source>{layer}: a mask of shape {mask} does not suit rows of shape {shape} behind the batch.</source>
        <translation>“{layer}”：形状为 {mask} 的掩码不适合形状为 {shape} 的行。</translation>
    </message>
    <message>
        <source>{percent} % switched off</source>
        <translation>随机关闭 {percent} %</translation>
    </message>
    <message>
        <source>Alpha dropout</source>
        <translation>Alpha 失活</translation>
    </message>
    <message>
        <source>Dropout that keeps the mean and the spread of the values. Goes with selu.</source>
        <translation>保持值的均值和分散程度的 Dropout。与 selu 配合。</translation>
    </message>
    <message>
        <source>Dropout 1D</source>
        <translation>一维失活</translation>
    </message>
    <message>
        <source>Switches off whole channels of a sequence while training. Goes with Conv1D.</source>
        <translation>训练时关闭序列的整个通道。与一维卷积配合。</translation>
    </message>
    <message>
        <source>Dropout 2D</source>
        <translation>二维失活</translation>
    </message>
    <message>
        <source>Switches off whole channels of an image while training. Goes with Conv2D.</source>
        <translation>训练时关闭图像的整个通道。与二维卷积配合。</translation>
    </message>
    <message>
        <source>Gauss dropout</source>
        <translation>高斯失活</translation>
    </message>
    <message>
        <source>Multiplies each value by random noise around 1 while training; a softer Dropout.</source>
        <translation>训练时把每个值乘以 1 附近的随机噪声；较柔和的 Dropout。</translation>
    </message>
    <message>
        <source>How wide the noise is: as Dropout with this rate.</source>
        <translation>噪声的幅度：相当于这一比例的 Dropout。</translation>
    </message>
    <message>
        <source>as wide as {percent} %</source>
        <translation>相当于 {percent} %</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>高斯噪声</translation>
    </message>
    <message>
        <source>Shakes every value a little while training, so that rows are not learnt by heart.</source>
        <translation>训练时让每个值略微抖动，避免死记硬背。</translation>
    </message>
    <message>
        <source>How strongly the values are shaken; they are about 1 in size after preparation.</source>
        <translation>值抖动的幅度；预处理后的值大小约为 1。</translation>
    </message>
    <message>
        <source>shaken by {stddev}</source>
        <translation>抖动 {stddev}</translation>
    </message>
    <message>
        <source>Passes all values on and adds to the loss when they grow, so that few neurons answer to a row.</source>
        <translation>原样传递所有值，值变大时增加损失，让每一行只有少数神经元作出反应。</translation>
    </message>
    <message>
        <source>Share of a row&apos;s sum of values² that is added to the loss.</source>
        <translation>把一行所有值² 之和的多少比例加到损失上。</translation>
    </message>
    <message>
        <source>L1 {l1} · L2 {l2}</source>
        <translation>L1 {l1} · L2 {l2}</translation>
    </message>
    <message>
        <source>Reduction</source>
        <translation>汇总方式</translation>
    </message>
    <message>
        <source>How the losses of a batch&apos;s rows become one number: their mean, unless you know better.</source>
        <translation>批次中各行的损失怎样合成一个数：一般取平均。</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失函数</translation>
    </message>
    <message>
        <source>The network ends without softmax, and the loss computes it. Leave it off with softmax at the output.</source>
        <translation>网络末尾没有 softmax，由损失函数计算。输出层已用 softmax 时不要打开。</translation>
    </message>
    <message>
        <source>The network ends without sigmoid, and the loss computes it. Leave it off with sigmoid at the output.</source>
        <translation>网络末尾没有 sigmoid，由损失函数计算。输出层已用 sigmoid 时不要打开。</translation>
    </message>
    <message>
        <source>From logits</source>
        <translation>输出为 logits</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>This share of each target is spread over all classes, so that the network is less sure.</source>
        <translation>每个目标的这一比例平摊到所有类别，让网络不过分自信。</translation>
    </message>
    <message>
        <source>Along which axis the values of a row lie. The rows of a network have one: −1, the last.</source>
        <translation>一行的值沿哪个轴排列。网络的行只有一个轴：−1，即最后一个。</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>How surprised the network is by the true class; for two or more classes with softmax.</source>
        <translation>网络对真实类别有多意外；用于两个或更多类别，配合 softmax。</translation>
    </message>
    <message>
        <source>Sparse cross-entropy</source>
        <translation>稀疏交叉熵</translation>
    </message>
    <message>
        <source>The same number as cross-entropy; Keras&apos;s name when targets are class numbers.</source>
        <translation>与交叉熵数值相同；目标为类别编号时 Keras 用这个名称。</translation>
    </message>
    <message>
        <source>Ignored class</source>
        <translation>忽略的类别</translation>
    </message>
    <message>
        <source>Number of a class, from 0, whose rows do not count. Usually none; often −1 stands for unknown.</source>
        <translation>不计入的类别的编号，从 0 开始。通常为“无”；常用 −1 表示未知。</translation>
    </message>
    <message>
        <source>A loss with ignore_class takes class numbers, not shares of classes.</source>
        <translation>带 ignore_class 的损失函数接受类别编号，而不是各类别的比例。</translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation>二元交叉熵</translation>
    </message>
    <message>
        <source>How surprised the network is by the truth of a yes or no; for two classes with one sigmoid unit.</source>
        <translation>网络对“是或否”的真实答案有多意外；用于两个类别，配合一个 sigmoid 神经元。</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>The mean of the squared differences; large misses weigh heavily.</source>
        <translation>差值平方的平均，偏差大的影响很大。</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>The mean difference; outliers weigh no more than others.</source>
        <translation>差值的平均，离群值的影响不会更大。</translation>
    </message>
    <message>
        <source>Huber</source>
        <translation>Huber</translation>
    </message>
    <message>
        <source>Squared for small differences, plain for large ones; calm with outliers.</source>
        <translation>小差值取平方，大差值取绝对值，不易受离群值影响。</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>From this difference on, outliers weigh no more than others.</source>
        <translation>差值超过它之后，离群值的影响不会更大。</translation>
    </message>
    <message>
        <source>Log-cosh</source>
        <translation>Log-cosh</translation>
    </message>
    <message>
        <source>Like Huber, but bends smoothly from squared to plain. Take it where a few targets are far off.</source>
        <translation>类似 Huber，但从平方平滑过渡到绝对值。少数目标偏离很远时使用。</translation>
    </message>
    <message>
        <source>Mean percentage error</source>
        <translation>平均百分比误差</translation>
    </message>
    <message>
        <source>The mean difference in percent of the target. For numbers of very different size, none near 0.</source>
        <translation>差值占目标百分比的平均。用于大小相差悬殊且都不接近 0 的数值。</translation>
    </message>
    <message>
        <source>Mean squared log error</source>
        <translation>均方对数误差</translation>
    </message>
    <message>
        <source>The squared difference of logarithms. For numbers from 0 that span several sizes, as prices do.</source>
        <translation>对数差值的平方。用于不小于 0 且跨越多个数量级的数值，例如价格。</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>{part} has axis={axis}, but in training a row has one axis: -1.</source>
        <translation>{part} 的 axis={axis}，但训练时一行只有一个轴：-1。</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Share of the rows whose class is predicted correctly.</source>
        <translation>类别预测正确的行所占的比例。</translation>
    </message>
    <message>
        <source>Binary accuracy</source>
        <translation>二元准确率</translation>
    </message>
    <message>
        <source>Share of right answers where each output is a yes or no of its own.</source>
        <translation>每个输出各自回答“是”或“否”时，回答正确的比例。</translation>
    </message>
    <message>
        <source>Categorical accuracy</source>
        <translation>分类准确率</translation>
    </message>
    <message>
        <source>Share of the rows whose likeliest class is the true one; the same as accuracy.</source>
        <translation>最可能的类别就是真实类别的行所占的比例；与准确率相同。</translation>
    </message>
    <message>
        <source>Sparse categorical accuracy</source>
        <translation>稀疏分类准确率</translation>
    </message>
    <message>
        <source>The same as accuracy; Keras&apos;s name when targets are class numbers.</source>
        <translation>与准确率相同；目标为类别编号时 Keras 用这个名称。</translation>
    </message>
    <message>
        <source>Top-k accuracy</source>
        <translation>前 k 准确率</translation>
    </message>
    <message>
        <source>Share of the rows whose true class is among the k likeliest; kinder than accuracy with many classes.</source>
        <translation>真实类别在最可能的 k 个之中的行所占的比例；类别很多时比准确率宽松。</translation>
    </message>
    <message>
        <source>Sparse top-k accuracy</source>
        <translation>稀疏前 k 准确率</translation>
    </message>
    <message>
        <source>The same as top-k accuracy; Keras&apos;s name when targets are class numbers.</source>
        <translation>与前 k 准确率相同；目标为类别编号时 Keras 用这个名称。</translation>
    </message>
    <message>
        <source>From sorted classes</source>
        <translation>类别已排序</translation>
    </message>
    <message>
        <source>Whether predictions handed over directly are class numbers, the likeliest first.</source>
        <translation>直接传入的预测是否为类别编号，最可能的在前。</translation>
    </message>
    <message>
        <source>How far predictions are off on average, in the target&apos;s own units.</source>
        <translation>预测平均偏差多少，单位与目标相同。</translation>
    </message>
    <message>
        <source>Root mean squared error</source>
        <translation>均方根误差</translation>
    </message>
    <message>
        <source>Like the mean absolute error, but large misses weigh more.</source>
        <translation>类似平均绝对误差，但偏差大的影响更大。</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>Share of the target&apos;s variation that is explained; 1 is perfect, 0 is no better than the mean.</source>
        <translation>目标的变化中得到解释的比例；1 为完美，0 与取均值一样。</translation>
    </message>
    <message>
        <source>Whether all outputs count alike, or by how much their targets vary.</source>
        <translation>所有输出同等计算，还是按目标变化的大小加权。</translation>
    </message>
    <message>
        <source>Number of inputs</source>
        <translation>输入个数</translation>
    </message>
    <message>
        <source>Lowers the number by what so many inputs would explain by chance.</source>
        <translation>扣除这么多输入碰巧能解释的部分。</translation>
    </message>
    <message>
        <source>The mean of the squared misses, in squared units; large misses weigh heavily.</source>
        <translation>偏差平方的平均，单位也是平方；偏差大的影响很大。</translation>
    </message>
    <message>
        <source>How far predictions are off on average, in percent of the target; not for targets near 0.</source>
        <translation>预测平均偏差占目标的百分比；不适合接近 0 的目标。</translation>
    </message>
    <message>
        <source>Compares orders of magnitude; for targets from 0 up, such as prices and counts.</source>
        <translation>比较数量级；用于不小于 0 的目标，例如价格和计数。</translation>
    </message>
    <message>
        <source>Log-cosh error</source>
        <translation>Log-cosh 误差</translation>
    </message>
    <message>
        <source>Squared for small misses, plain for large ones; calm with outliers.</source>
        <translation>小偏差取平方，大偏差取绝对值，不易受离群值影响。</translation>
    </message>
    <message>
        <source>Whether predicted and true rows of several numbers point the same way: 1 the same, -1 the opposite.</source>
        <translation>由多个数组成的预测行与真实行是否同向：1 为同向，-1 为反向。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far the weights move in one step. Too large is unstable, too small is slow.</source>
        <translation>每一步改动权重的幅度。太大会不稳定，太小会很慢。</translation>
    </message>
    <message>
        <source>A tiny number that keeps a division from failing.</source>
        <translation>防止除以零的极小数。</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>How long past gradients are remembered, 0 to 1.</source>
        <translation>过去的梯度记住多久，0 到 1。</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>How long the size of past gradients is remembered, 0 to 1.</source>
        <translation>过去的梯度大小记住多久，0 到 1。</translation>
    </message>
    <message>
        <source>{part} takes no loss_scale_factor: numbers have 32 bits here, which need no scaling.</source>
        <translation>{part} 不接受 loss_scale_factor：这里的数是 32 位，不需要缩放。</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Clip each norm</source>
        <translation>逐个裁剪范数</translation>
    </message>
    <message>
        <source>The gradient of each tensor is shortened to this length.</source>
        <translation>每个张量的梯度缩短到这个长度。</translation>
    </message>
    <message>
        <source>Clip values</source>
        <translation>裁剪数值</translation>
    </message>
    <message>
        <source>Each number of a gradient is cut to ± this.</source>
        <translation>梯度的每个数限制在正负这个值之间。</translation>
    </message>
    <message>
        <source>Clip the whole norm</source>
        <translation>裁剪总范数</translation>
    </message>
    <message>
        <source>All gradients together are shortened to this length. Calms training that jumps.</source>
        <translation>所有梯度合在一起缩短到这个长度。让跳动的训练平稳下来。</translation>
    </message>
    <message>
        <source>Average the weights</source>
        <translation>平均权重</translation>
    </message>
    <message>
        <source>Keeps a moving average of the weights, which takes their place at the end.</source>
        <translation>记录权重的滑动平均，结束时用它替换权重。</translation>
    </message>
    <message>
        <source>Momentum of the average</source>
        <translation>平均的动量</translation>
    </message>
    <message>
        <source>Share of the old average that is kept at each step, 0 to 1.</source>
        <translation>每一步保留多少原来的平均值，0 到 1。</translation>
    </message>
    <message>
        <source>Average every</source>
        <translation>替换间隔</translation>
    </message>
    <message>
        <source>After so many steps the average takes the weights&apos; place; left empty, at the end only.</source>
        <translation>每过这么多步，用平均值替换权重；留空则只在结束时替换。</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Step every</source>
        <translation>每几批更新</translation>
    </message>
    <message>
        <source>The weights move after so many batches, by their mean gradient, as if batches were larger.</source>
        <translation>每这么多批之后，才按平均梯度更新一次权重，就像批更大一样。</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>批</translation>
    </message>
    <message>
        <source>Only one of clipnorm, clipvalue and global_clipnorm can be set.</source>
        <translation>clipnorm、clipvalue 和 global_clipnorm 只能设置一个。</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>The plain step downhill; with momentum it rolls on.</source>
        <translation>直接沿下坡走一步；有动量时会继续滚动。</translation>
    </message>
    <message>
        <source>Share of the last step that is taken again, 0 to 1.</source>
        <translation>再走上一步的多少比例，0 到 1。</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>Looks ahead along the momentum; needs momentum above 0.</source>
        <translation>沿动量方向向前看，需要动量大于 0。</translation>
    </message>
    <message>
        <source>Lion</source>
        <translation>Lion</translation>
    </message>
    <message>
        <source>Equally large steps for all weights, up or down. Wants about a tenth of Adam&apos;s rate.</source>
        <translation>所有权重每步的大小相同，只分增减。学习率约取 Adam 的十分之一。</translation>
    </message>
    <message>
        <source>AMSGrad</source>
        <translation>AMSGrad</translation>
    </message>
    <message>
        <source>Divides by the largest size seen so far: steps never grow again.</source>
        <translation>除以出现过的最大值：步长不会再变大。</translation>
    </message>
    <message>
        <source>A tiny number that keeps a division from failing. It acts after the bias correction, not before it as in Keras.</source>
        <translation>防止除以零的极小数。与 Keras 不同，它在偏差校正之后起作用，而不是之前。</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>A step of its own for each weight. Works nearly everywhere.</source>
        <translation>每个权重各有自己的步长，几乎处处适用。</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Adam that also shrinks all weights a little at each step.</source>
        <translation>每一步还让所有权重略微缩小的 Adam。</translation>
    </message>
    <message>
        <source>Lamb</source>
        <translation>Lamb</translation>
    </message>
    <message>
        <source>Adam whose steps suit the size of each layer&apos;s weights. Made for very large batches.</source>
        <translation>步长适合各层权重大小的 Adam。用于很大的批次。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Share of each weight, times the learning rate, that is taken off at each step.</source>
        <translation>每一步从每个权重减去的比例，再乘以学习率。</translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation>RMSprop</translation>
    </message>
    <message>
        <source>Divides each gradient by its recent size. Epsilon stands outside the root, unlike in Keras.</source>
        <translation>把每个梯度除以它近期的大小。与 Keras 不同，Epsilon 在根号外。</translation>
    </message>
    <message>
        <source>Rho</source>
        <translation>Rho</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>中心化</translation>
    </message>
    <message>
        <source>Takes the mean gradient off before its size is measured.</source>
        <translation>先减去平均梯度，再量它的大小。</translation>
    </message>
    <message>
        <source>Adagrad</source>
        <translation>Adagrad</translation>
    </message>
    <message>
        <source>Steps get smaller the more a weight has moved. Epsilon stands outside the root, unlike in Keras.</source>
        <translation>权重移动得越多，步长越小。与 Keras 不同，Epsilon 在根号外。</translation>
    </message>
    <message>
        <source>Adafactor</source>
        <translation>Adafactor</translation>
    </message>
    <message>
        <source>Remembers sizes by row and column only, which saves memory in very large networks.</source>
        <translation>只按行和列记住梯度大小，在很大的网络中节省内存。</translation>
    </message>
    <message>
        <source>Decay of beta 2</source>
        <translation>Beta 2 衰减</translation>
    </message>
    <message>
        <source>How fast the memory of sizes grows: beta 2 is 1 − step^this.</source>
        <translation>对梯度大小的记忆增长多快：Beta 2 等于 1 − 步数^此值。</translation>
    </message>
    <message>
        <source>Epsilon 1</source>
        <translation>Epsilon 1</translation>
    </message>
    <message>
        <source>A tiny number that is added to each squared gradient.</source>
        <translation>加到每个梯度平方上的极小数。</translation>
    </message>
    <message>
        <source>Epsilon 2</source>
        <translation>Epsilon 2</translation>
    </message>
    <message>
        <source>Tensors with smaller weights move as if they were this large.</source>
        <translation>权重更小的张量按这个大小移动。</translation>
    </message>
    <message>
        <source>Largest update</source>
        <translation>最大更新</translation>
    </message>
    <message>
        <source>An update that is larger on average is shortened to this.</source>
        <translation>平均大小超过它的更新缩短到它。</translation>
    </message>
    <message>
        <source>Relative step</source>
        <translation>相对步长</translation>
    </message>
    <message>
        <source>Kept for Keras&apos;s sake, where both choices give the same steps.</source>
        <translation>为与 Keras 一致而保留；在 Keras 中两种选择的步长相同。</translation>
    </message>
    <message>
        <source>Ftrl</source>
        <translation>Ftrl</translation>
    </message>
    <message>
        <source>With an L1 pull it holds weights that do not matter at exactly 0. Made for many rare inputs.</source>
        <translation>加上 L1 拉力，让不重要的权重正好为 0。用于大量少见的输入。</translation>
    </message>
    <message>
        <source>Power of the rate</source>
        <translation>学习率的幂</translation>
    </message>
    <message>
        <source>How fast steps get smaller as squares add up; 0 keeps them equal.</source>
        <translation>随着平方和累积，步长变小的快慢；0 表示步长不变。</translation>
    </message>
    <message>
        <source>L1 pull</source>
        <translation>L1 拉力</translation>
    </message>
    <message>
        <source>Pulls weights that matter little to exactly 0.</source>
        <translation>把不重要的权重拉到正好为 0。</translation>
    </message>
    <message>
        <source>L2 pull</source>
        <translation>L2 拉力</translation>
    </message>
    <message>
        <source>Keeps the weights small and steady.</source>
        <translation>让权重保持小而稳定。</translation>
    </message>
    <message>
        <source>L2 shrinkage</source>
        <translation>L2 收缩</translation>
    </message>
    <message>
        <source>Adds so much of the weights, twice, to their gradient.</source>
        <translation>把权重的这一比例的两倍加到梯度上。</translation>
    </message>
    <message>
        <source>Makes the first steps smaller.</source>
        <translation>让最初的步长更小。</translation>
    </message>
    <message>
        <source>First sum</source>
        <translation>初始和</translation>
    </message>
    <message>
        <source>The sum of squares starts at this.</source>
        <translation>平方和从这个数开始。</translation>
    </message>
    <message>
        <source>Adadelta</source>
        <translation>Adadelta</translation>
    </message>
    <message>
        <source>Finds its own step size; start with a learning rate near 1.</source>
        <translation>自行确定步长；学习率从 1 左右开始。</translation>
    </message>
    <message>
        <source>Adamax</source>
        <translation>Adamax</translation>
    </message>
    <message>
        <source>Adam that divides by the largest recent gradient.</source>
        <translation>除以近期最大梯度的 Adam。</translation>
    </message>
    <message>
        <source>A tiny number that keeps a division from failing. It acts a little earlier than in Keras.</source>
        <translation>防止除以零的极小数。比在 Keras 中略早起作用。</translation>
    </message>
    <message>
        <source>Nadam</source>
        <translation>Nadam</translation>
    </message>
    <message>
        <source>Adam that looks ahead along its momentum.</source>
        <translation>沿动量方向向前看的 Adam。</translation>
    </message>
    <message>
        <source>{layer} compares the rows of a batch, so several processes cannot share one.</source>
        <translation>“{layer}”比较批次内的行，所以多个进程不能分担一个批次。</translation>
    </message>
    <message>
        <source>Take LayerNormalization, or train in one process.</source>
        <translation>改用 LayerNormalization，或用一个进程训练。</translation>
    </message>
    <message>
        <source>“{penalty}” compares the rows of a batch, so several processes cannot share one.</source>
        <translation>“{penalty}”比较批次内的行，所以多个进程不能分担一个批次。</translation>
    </message>
    <message>
        <source>Take another penalty on outputs, or train in one process.</source>
        <translation>换一个输出惩罚，或用一个进程训练。</translation>
    </message>
    <message>
        <source>{loss} looks at a whole batch at once, so several processes cannot share one.</source>
        <translation>“{loss}”要看整个批次，所以多个进程不能分担一个批次。</translation>
    </message>
    <message>
        <source>Take another loss, or train in one process.</source>
        <translation>换一个损失函数，或用一个进程训练。</translation>
    </message>
    <message>
        <source>Several processes can share a batch only where the loss is its mean.</source>
        <translation>只有损失取批次的平均时，多个进程才能分担一个批次。</translation>
    </message>
    <message>
        <source>Leave “reduction” as it is, or train in one process.</source>
        <translation>让“reduction”保持默认，或用一个进程训练。</translation>
    </message>
    <message>
        <source>There are no data yet. Open a table.</source>
        <translation>还没有数据。打开一个表格。</translation>
    </message>
    <message>
        <source>There is no column “{name}”. Did you mean “{near}”?</source>
        <translation>没有“{name}”列。是不是“{near}”？</translation>
    </message>
    <message>
        <source>There is no column “{name}”. There are: {names}.</source>
        <translation>没有“{name}”列。现有：{names}。</translation>
    </message>
    <message>
        <source>The task is classification or regression; got “{task}”.</source>
        <translation>任务只能是 classification 或 regression，得到的是“{task}”。</translation>
    </message>
    <message>
        <source>“{column}” holds words, so it cannot be predicted as a number.</source>
        <translation>“{column}”列是文字，不能作为数值预测。</translation>
    </message>
    <message>
        <source>Choose classification, or another column.</source>
        <translation>选择分类，或换一列。</translation>
    </message>
    <message>
        <source>“{column}” is of kind {kind}, which a network cannot learn from.</source>
        <translation>“{column}”的类型是“{kind}”，网络无法从中学习。</translation>
    </message>
    <message>
        <source>Change its kind first.</source>
        <translation>先更改它的类型。</translation>
    </message>
    <message>
        <source>“{column}” is empty, so it cannot be predicted.</source>
        <translation>“{column}”是空列，不能预测。</translation>
    </message>
    <message>
        <source>Choose another column.</source>
        <translation>选择另一列。</translation>
    </message>
    <message>
        <source>“{column}” has one value only, “{value}”: there is nothing to predict.</source>
        <translation>“{column}”只有一个值“{value}”，没有什么可预测的。</translation>
    </message>
    <message>
        <source>“{column}” has too many different values to be predicted as classes.</source>
        <translation>“{column}”的不同值太多，不能作为类别预测。</translation>
    </message>
    <message>
        <source>There is no kind “{kind}”. There are: {kinds}.</source>
        <translation>没有“{kind}”这种类型。现有：{kinds}。</translation>
    </message>
    <message>
        <source>“{column}” holds words such as “{value}”, so it is no number.</source>
        <translation>“{column}”列有“{value}”等文字，所以不是数值。</translation>
    </message>
    <message>
        <source>“{column}” has too many different values to be a choice.</source>
        <translation>“{column}”的不同值太多，不能作为类别。</translation>
    </message>
    <message>
        <source>“{column}” has not enough different values for the kind {kind}.</source>
        <translation>“{column}”的不同值太少，不能设为“{kind}”。</translation>
    </message>
    <message>
        <source>“{column}” has {count} different values; yes or no has two.</source>
        <translation>“{column}”有 {count} 个不同值；“是或否”只有两个。</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>identifier</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>常量</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空列</translation>
    </message>
    <message>
        <source>Validation and test may take 95 % of the rows together, so that some remain for training.</source>
        <translation>验证和测试合计最多占 95 % 的行，这样才有行可供训练。</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>How the weights move downhill, step by step.</source>
        <translation>权重怎样一步步沿下坡移动。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The number that training makes small.</source>
        <translation>训练要减小的数值。</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Numbers for people, shown beside the loss.</source>
        <translation>给人看的数值，与损失一起显示。</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How often the network sees all training rows.</source>
        <translation>网络把所有训练行看多少遍。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>After how many rows the weights take a step. Small batches step often and noisily.</source>
        <translation>看多少行之后权重走一步。批次小，步子频繁而且抖动。</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Decides every random choice: split, first weights, order of the rows. Same seed, same run.</source>
        <translation>决定一切随机选择：划分、初始权重、行的顺序。随机种子相同，运行也相同。</translation>
    </message>
    <message>
        <source>Shuffle rows</source>
        <translation>打乱行</translation>
    </message>
    <message>
        <source>Draws a new order of the training rows in each epoch.</source>
        <translation>每一轮都重新排列训练行的顺序。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where the network is trained. Automatic takes a GPU where the work is large enough.</source>
        <translation>在哪里训练网络。“自动”在工作量足够大时使用 GPU。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>计算方式</translation>
    </message>
    <message>
        <source>Automatic takes the quick step for Dense stacks on the CPU; the numbers are the same.</source>
        <translation>“自动”对 CPU 上由 Dense 组成的网络采用快速计算，数值相同。</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>How much the rows of each class count; without any, all count alike.</source>
        <translation>每个类别的行占多大分量；不设置则同等计算。</translation>
    </message>
    <message>
        <source>Takes smaller steps when learning stalls.</source>
        <translation>学习停滞时改用更小的步子。</translation>
    </message>
    <message>
        <source>Stops when validation no longer improves, and keeps the best weights.</source>
        <translation>验证不再改善时停止，并保留最佳权重。</translation>
    </message>
    <message>
        <source>The network has no layer “{layer}”.</source>
        <translation>网络没有“{layer}”层。</translation>
    </message>
    <message>
        <source>A project has no field “{path}”; there it has {names}.</source>
        <translation>项目没有“{path}”字段；那里有 {names}。</translation>
    </message>
    <message>
        <source>No column is chosen to predict.</source>
        <translation>还没有选择要预测的列。</translation>
    </message>
    <message>
        <source>No column is ticked to learn from.</source>
        <translation>还没有勾选用作输入的列。</translation>
    </message>
    <message>
        <source>“{column}” is of kind {kind}, which a network cannot learn from. Untick it.</source>
        <translation>“{column}”的类型是“{kind}”，网络无法从中学习。取消勾选它。</translation>
    </message>
    <message>
        <source>“{column}” is not a number, so it cannot be predicted as one.</source>
        <translation>“{column}”不是数值，不能作为数值预测。</translation>
    </message>
    <message>
        <source>The split leaves no rows for training.</source>
        <translation>划分后没有行可供训练。</translation>
    </message>
    <message>
        <source>The table is so small that no row is left for validation.</source>
        <translation>表格太小，没有行可供验证。</translation>
    </message>
    <message>
        <source>The table is so small that no row is left for the test.</source>
        <translation>表格太小，没有行可供测试。</translation>
    </message>
    <message>
        <source>{count} values are missing in {columns} columns. They are filled with the median (numbers) or the most frequent class of the training rows.</source>
        <translation>{columns} 列中缺失 {count} 个值，用训练行的中位数（数值）或最常见的类别填充。</translation>
    </message>
    <message>
        <source>Leave the rows out instead</source>
        <translation>改为忽略这些行</translation>
    </message>
    <message>
        <source>{count} rows without “{column}” are left out.</source>
        <translation>已忽略 {count} 个缺少“{column}”的行。</translation>
    </message>
    <message>
        <source>Spread the layers of a model: Sequential([*model.layers, Dense(16)]).</source>
        <translation>把模型的层展开：Sequential([*model.layers, Dense(16)])。</translation>
    </message>
    <message>
        <source>A model is made of layers, such as Dense(16); got {value}.</source>
        <translation>模型由层组成，例如 Dense(16)；得到的是 {value}。</translation>
    </message>
    <message>
        <source>“{layer}” is in this model already, and cannot be in it twice.</source>
        <translation>“{layer}”已在此模型中，不能出现两次。</translation>
    </message>
    <message>
        <source>Make another layer like it.</source>
        <translation>另建一个同样的层。</translation>
    </message>
    <message>
        <source>The layers of a model need different names, but “{name}” is there already.</source>
        <translation>模型的各层名称不能相同，而“{name}”已经存在。</translation>
    </message>
    <message>
        <source>Input comes first in a model, and only once; it has: {layers}.</source>
        <translation>Input 要放在模型的最前面，而且只有一个；现有：{layers}。</translation>
    </message>
    <message>
        <source>The network has no layers.</source>
        <translation>网络还没有层。</translation>
    </message>
    <message>
        <source>The model has no layer “{name}”; it has: {names}.</source>
        <translation>模型没有“{name}”层；它有：{names}。</translation>
    </message>
    <message>
        <source>print_fn is a function, which gets each line; got {value}.</source>
        <translation>print_fn 应为接收每一行的函数；得到的是 {value}。</translation>
    </message>
    <message>
        <source>Add one: model.add(Dense(16)).</source>
        <translation>添加一层：model.add(Dense(16))。</translation>
    </message>
    <message>
        <source>The model has no weights yet, because nobody has said how many values a row has.</source>
        <translation>模型还没有权重，因为还不知道一行有多少个值。</translation>
    </message>
    <message>
        <source>Give the first layer input_shape, or call fit.</source>
        <translation>给第一层加上 input_shape，或调用 fit。</translation>
    </message>
    <message>
        <source>use_gpu=True, but this machine has no GPU that PyTorch can use. Training runs on the CPU.</source>
        <translation>use_gpu=True，但这台机器没有 PyTorch 可用的 GPU。训练在 CPU 上进行。</translation>
    </message>
    <message>
        <source>Use two Dense layers</source>
        <translation>改为两层 Dense</translation>
    </message>
    <message>
        <source>Use relu</source>
        <translation>改为 relu</translation>
    </message>
    <message>
        <source>softmax in the middle squeezes all units into shares of 1, and learning stalls.</source>
        <translation>中间的 softmax 把所有神经元压缩为总和为 1 的比例，学习会停滞。</translation>
    </message>
    <message>
        <source>“{column}” has 1 class; two are needed to tell apart. Choose another column to predict.</source>
        <translation>“{column}”只有 1 个类别，至少要有两个才能区分。选择另一列来预测。</translation>
    </message>
    <message>
        <source>“{column}” has no classes; two are needed to tell apart. Choose another column to predict.</source>
        <translation>“{column}”没有类别，至少要有两个才能区分。选择另一列来预测。</translation>
    </message>
    <message>
        <source>1 row without “{column}” is left out.</source>
        <translation>缺少“{column}”的 1 行已忽略。</translation>
    </message>
    <message>
        <source>1 value is missing in “{column}”. It is filled with the median (numbers) or the most frequent class of the training rows.</source>
        <translation>“{column}”缺失 1 个值，用训练行的中位数（数值）或最常见的类别填充。</translation>
    </message>
    <message>
        <source>{count} values are missing in “{column}”. They are filled with the median (numbers) or the most frequent class of the training rows.</source>
        <translation>“{column}”缺失 {count} 个值，用训练行的中位数（数值）或最常见的类别填充。</translation>
    </message>
    <message>
        <source>The network needs a Dense layer at its end.</source>
        <translation>网络的最后需要一层 Dense。</translation>
    </message>
    <message>
        <source>Add Dense, {units} · {activation}</source>
        <translation>添加 Dense，{units} · {activation}</translation>
    </message>
    <message>
        <source>This layer stands behind the output and changes what is predicted.</source>
        <translation>这一层在输出之后，会改变预测结果。</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>移除它</translation>
    </message>
    <message>
        <source>Use {units} units, {activation}</source>
        <translation>改为 {units} 个神经元和 {activation}</translation>
    </message>
    <message>
        <source>Use 1 unit, {activation}</source>
        <translation>改为 1 个神经元和 {activation}</translation>
    </message>
    <message>
        <source>The output has 1 unit, but {target} has {classes} classes.</source>
        <translation>输出层有 1 个神经元，而 {target} 有 {classes} 个类别。</translation>
    </message>
    <message>
        <source>The output has {units} units, but {target} has {classes} classes.</source>
        <translation>输出层有 {units} 个神经元，而 {target} 有 {classes} 个类别。</translation>
    </message>
    <message>
        <source>The output has {units} units, but {target} is one number.</source>
        <translation>输出层有 {units} 个神经元，而 {target} 是一个数值。</translation>
    </message>
    <message>
        <source>{loss} compares numbers, but {target} is a class.</source>
        <translation>“{loss}”比较的是数值，而 {target} 是类别。</translation>
    </message>
    <message>
        <source>{loss} compares classes, but {target} is a number.</source>
        <translation>“{loss}”比较的是类别，而 {target} 是数值。</translation>
    </message>
    <message>
        <source>{loss} compares {target} in its own units, but it is standardised.</source>
        <translation>“{loss}”按原单位比较 {target}，而它已经缩放。</translation>
    </message>
    <message>
        <source>Keep its own units</source>
        <translation>保持原单位</translation>
    </message>
    <message>
        <source>Use the usual setting</source>
        <translation>改用常用设置</translation>
    </message>
    <message>
        <source>Use {loss}</source>
        <translation>改为“{loss}”</translation>
    </message>
    <message>
        <source>“{layer}” cannot take what reaches it from {name}: {reason}</source>
        <translation>“{layer}”无法接受 {name} 传来的值：{reason}</translation>
    </message>
    <message>
        <source>The network gives rows of shape {shape}, but one axis is needed.</source>
        <translation>网络输出的行形状为 {shape}，而这里需要一维。</translation>
    </message>
    <message>
        <source>Put Flatten() in front of the last layer.</source>
        <translation>在最后一层之前加上 Flatten()。</translation>
    </message>
    <message>
        <source>There is nothing to learn: no layer of the network has weights that are trainable.</source>
        <translation>没有可学习的内容：网络中没有一层有可训练的权重。</translation>
    </message>
    <message>
        <source>Put it there, or tell the loss from_logits=True.</source>
        <translation>加上它，或给损失函数设置 from_logits=True。</translation>
    </message>
    <message>
        <source>{loss} without a reduction gives a number for each row, but training needs one for all.</source>
        <translation>“{loss}”不汇总时每行给出一个数，而训练需要一个总的数。</translation>
    </message>
    <message>
        <source>{loss} compares along the axis {axis}, but the rows of a network have only one, −1.</source>
        <translation>“{loss}”沿轴 {axis} 比较，而网络的行只有一个轴 −1。</translation>
    </message>
    <message>
        <source>{loss} needs one unit for each class, but the output has 1.</source>
        <translation>“{loss}”需要每个类别一个神经元，而输出层只有 1 个。</translation>
    </message>
    <message>
        <source>{loss} compares several values of a row, but the output has 1.</source>
        <translation>“{loss}”比较一行的多个值，而输出只有 1 个。</translation>
    </message>
    <message>
        <source>{loss} is told to compute {needed} itself, but the output has {found}.</source>
        <translation>“{loss}”设置为自行计算 {needed}，而输出层已有 {found}。</translation>
    </message>
    <message>
        <source>For two classes and one sigmoid unit take binary_crossentropy.</source>
        <translation>两个类别、一个 sigmoid 神经元时用 binary_crossentropy。</translation>
    </message>
    <message>
        <source>{loss} needs {needed} at the output, which has {found}.</source>
        <translation>“{loss}”需要输出层用 {needed}，而现在是 {found}。</translation>
    </message>
    <message>
        <source>The metric “{metric}” compares numbers, but {loss} compares classes.</source>
        <translation>指标“{metric}”比较的是数值，而“{loss}”比较的是类别。</translation>
    </message>
    <message>
        <source>Take “accuracy”.</source>
        <translation>改用“accuracy”。</translation>
    </message>
    <message>
        <source>Use {activation}</source>
        <translation>改为 {activation}</translation>
    </message>
    <message>
        <source>softmax of one unit is always 1, so nothing can be learnt.</source>
        <translation>只有一个神经元的 softmax 总是 1，什么也学不到。</translation>
    </message>
    <message>
        <source>{activation} at the output limits which numbers can be predicted.</source>
        <translation>输出层的 {activation} 会限制能预测的数值。</translation>
    </message>
    <message>
        <source>{metric} compares numbers, but {target} is a class.</source>
        <translation>{metric}比较的是数值，但 {target} 是类别。</translation>
    </message>
    <message>
        <source>{metric} compares classes, but {target} is a number.</source>
        <translation>{metric}比较的是类别，但 {target} 是数值。</translation>
    </message>
    <message>
        <source>Use the usual metrics</source>
        <translation>改用常用指标</translation>
    </message>
    <message>
        <source>The batch of {size} is larger than the 1 training row there is.</source>
        <translation>批大小 {size} 超过了训练行数，训练行只有 1 行。</translation>
    </message>
    <message>
        <source>The batch of {size} is larger than the {rows} training rows, so each epoch is one step.</source>
        <translation>批大小 {size} 超过了 {rows} 个训练行，所以每轮只走一步。</translation>
    </message>
    <message>
        <source>Use batch size {size}</source>
        <translation>批大小改为 {size}</translation>
    </message>
    <message>
        <source>{layer} compares the rows of a batch and needs at least 2, but a batch has 1.</source>
        <translation>“{layer}”比较批次内的行，至少需要 2 行，而有的批次只有 1 行。</translation>
    </message>
    <message>
        <source>Use {units} units</source>
        <translation>改为 {units} 个神经元</translation>
    </message>
    <message>
        <source>Use 1 unit</source>
        <translation>改为 1 个神经元</translation>
    </message>
    <message>
        <source>These layers need {needed} GB; {free} GB are free.</source>
        <translation>这些层需要 {needed} GB 内存，可用 {free} GB。</translation>
    </message>
    <message>
        <source>No folder for the run can be made in “{folder}”: {reason}.</source>
        <translation>无法在“{folder}”中为运行创建文件夹：{reason}。</translation>
    </message>
    <message>
        <source>“{folder}” holds no run: there is no “{file}” in it.</source>
        <translation>“{folder}”中没有运行：缺少“{file}”。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: it does not hold the history of a run.</source>
        <translation>“{file}”已损坏：其中没有运行的历史。</translation>
    </message>
    <message>
        <source>“{folder}” cannot be read: {reason}.</source>
        <translation>“{folder}”无法读取：{reason}。</translation>
    </message>
    <message>
        <source>“{file}” is not a NetBench project.</source>
        <translation>“{file}”不是 NetBench 项目。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: its “version” is {value}, not a whole number.</source>
        <translation>“{file}”已损坏：“version”是 {value}，不是整数。</translation>
    </message>
    <message>
        <source>“{file}” was saved by a newer NetBench (version {version}, not {known}).</source>
        <translation>“{file}”由更新的 NetBench 保存（版本 {version}，而不是 {known}）。</translation>
    </message>
    <message>
        <source>Update NetBench to open it.</source>
        <translation>更新 NetBench 后再打开。</translation>
    </message>
    <message>
        <source>“{file}” is not text in UTF-8, so it is not a NetBench file.</source>
        <translation>“{file}”不是 UTF-8 文本，所以不是 NetBench 文件。</translation>
    </message>
    <message>
        <source>“{file}” is not a NetBench file.</source>
        <translation>“{file}”不是 NetBench 文件。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: no JSON from line {line}, column {column} on.</source>
        <translation>“{file}”已损坏：从第 {line} 行第 {column} 列起不是 JSON。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: a number in it is too long.</source>
        <translation>“{file}”已损坏：其中有一个数太长。</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>没有这样的文件或文件夹</translation>
    </message>
    <message>
        <source>you have no permission</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>磁盘是只读的</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>名称太长</translation>
    </message>
    <message>
        <source>the links go round in a circle</source>
        <translation>链接循环</translation>
    </message>
    <message>
        <source>“{file}” is there already.</source>
        <translation>“{file}”已经存在。</translation>
    </message>
    <message>
        <source>“{file}” was saved by a newer NetBench.</source>
        <translation>“{file}”由更新的 NetBench 保存。</translation>
    </message>
    <message>
        <source>A file is named by its path, such as “{example}”; got {value}.</source>
        <translation>文件应以路径指定，例如“{example}”；得到的是 {value}。</translation>
    </message>
    <message>
        <source>“{file}” has to end in “{ending}”: such a file can run nothing.</source>
        <translation>“{file}”必须以“{ending}”结尾：这样的文件不会运行任何程序。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: {reason}</source>
        <translation>“{file}”已损坏：{reason}</translation>
    </message>
    <message>
        <source>A description of a model has the list “layers”; got {value}.</source>
        <translation>模型的描述应含有列表“layers”；得到的是 {value}。</translation>
    </message>
    <message>
        <source>This is no description of a model: {reason}.</source>
        <translation>这不是模型的描述：{reason}。</translation>
    </message>
    <message>
        <source>clone_model takes a model; got {value}.</source>
        <translation>clone_model 需要一个模型；得到的是 {value}。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: its values are nested too deeply.</source>
        <translation>“{file}”已损坏：其中的值嵌套太深。</translation>
    </message>
    <message>
        <source>“{file}” is not a file.</source>
        <translation>“{file}”不是文件。</translation>
    </message>
    <message>
        <source>“{file}” is too large ({size} MB) to be a NetBench file.</source>
        <translation>“{file}”太大（{size} MB），不会是 NetBench 文件。</translation>
    </message>
    <message>
        <source>“{file}” cannot be read: {reason}.</source>
        <translation>“{file}”无法读取：{reason}。</translation>
    </message>
    <message>
        <source>{name} is not a number that a file may hold.</source>
        <translation>{name} 不是文件中可以保存的数。</translation>
    </message>
    <message>
        <source>the field “{field}” stands there twice.</source>
        <translation>字段“{field}”出现了两次。</translation>
    </message>
    <message>
        <source>“{file}” is protected against writing. Save under another name.</source>
        <translation>“{file}”是只读的。以另一个名称保存。</translation>
    </message>
    <message>
        <source>L1</source>
        <translation>L1</translation>
    </message>
    <message>
        <source>Pulls all weights evenly towards 0, so that useless ones vanish.</source>
        <translation>把所有权重同等地拉向 0，让无用的权重消失。</translation>
    </message>
    <message>
        <source>First rate</source>
        <translation>初始学习率</translation>
    </message>
    <message>
        <source>The rate of the first step.</source>
        <translation>第一步的学习率。</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>In stairs</source>
        <translation>阶梯式</translation>
    </message>
    <message>
        <source>The rate changes only at the end of each period, instead of at every step.</source>
        <translation>学习率只在每个周期结束时变化，而不是每一步都变。</translation>
    </message>
    <message>
        <source>Least share</source>
        <translation>最低比例</translation>
    </message>
    <message>
        <source>The rate falls to this share of its highest value, 0 to 1.</source>
        <translation>学习率降到最高值的这个比例，0 到 1。</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Exponential decay</source>
        <translation>指数衰减</translation>
    </message>
    <message>
        <source>Takes off the same share again and again: fast at first, then ever more gently.</source>
        <translation>每次减去相同的比例：起初很快，之后越来越慢。</translation>
    </message>
    <message>
        <source>Steps in which the rate is multiplied by the factor once.</source>
        <translation>每过这么多步，学习率乘以一次系数。</translation>
    </message>
    <message>
        <source>The rate is multiplied by this in every period; below 1 it falls.</source>
        <translation>每个周期学习率乘以这个数；小于 1 时下降。</translation>
    </message>
    <message>
        <source>Piecewise constant</source>
        <translation>分段常数</translation>
    </message>
    <message>
        <source>Rates of your own choice, one after the other.</source>
        <translation>自行设定的学习率，一个接一个。</translation>
    </message>
    <message>
        <source>Last steps</source>
        <translation>各段末步</translation>
    </message>
    <message>
        <source>The last step of each rate but the last one, in rising order.</source>
        <translation>除最后一段外，每个学习率的最后一步，从小到大。</translation>
    </message>
    <message>
        <source>Rates</source>
        <translation>各段学习率</translation>
    </message>
    <message>
        <source>The learning rates, one more than there are last steps.</source>
        <translation>各段的学习率，比各段末步多一个。</translation>
    </message>
    <message>
        <source>{boundaries} boundaries need {needed} values, but there are {values}.</source>
        <translation>{boundaries} 个边界需要 {needed} 个值，而现在有 {values} 个。</translation>
    </message>
    <message>
        <source>The boundaries must be steps in rising order; got {boundaries}.</source>
        <translation>边界必须是从小到大的步数，得到的是 {boundaries}。</translation>
    </message>
    <message>
        <source>Polynomial decay</source>
        <translation>多项式衰减</translation>
    </message>
    <message>
        <source>Falls to an end rate in a given time: evenly with power 1, faster at first with power 2.</source>
        <translation>在给定时长内降到终点：幂为 1 时匀速，幂为 2 时先快后慢。</translation>
    </message>
    <message>
        <source>After so many steps the rate has reached its end.</source>
        <translation>过这么多步，学习率到达终点。</translation>
    </message>
    <message>
        <source>End rate</source>
        <translation>最终学习率</translation>
    </message>
    <message>
        <source>The rate from the end of the duration on.</source>
        <translation>时长结束之后的学习率。</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>幂</translation>
    </message>
    <message>
        <source>With 1 the rate falls along a line, with 2 along a parabola.</source>
        <translation>为 1 时学习率沿直线下降，为 2 时沿抛物线下降。</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>At the end the rate jumps up and falls again, for longer.</source>
        <translation>到终点时学习率跳高并再次下降，每次时间更长。</translation>
    </message>
    <message>
        <source>Inverse time decay</source>
        <translation>反比衰减</translation>
    </message>
    <message>
        <source>Falls fast at first and then ever more slowly, never to 0. For long training without a known end.</source>
        <translation>起初下降很快，之后越来越慢，永远不到 0。用于不知何时结束的长时间训练。</translation>
    </message>
    <message>
        <source>Steps by which the strength is counted once more.</source>
        <translation>每过这么多步，强度多计一次。</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>With 1 the rate is halved after one period, a third after two.</source>
        <translation>为 1 时，一个周期后学习率减半，两个周期后为三分之一。</translation>
    </message>
    <message>
        <source>Cosine decay</source>
        <translation>余弦衰减</translation>
    </message>
    <message>
        <source>Falls gently at both ends, after a warm-up if you like. A good choice when the duration is known.</source>
        <translation>两端下降平缓，可以先预热。知道时长时是好的选择。</translation>
    </message>
    <message>
        <source>The rate falls for so many steps, after the warm-up.</source>
        <translation>预热之后，学习率在这么多步内下降。</translation>
    </message>
    <message>
        <source>Warm-up target</source>
        <translation>预热目标</translation>
    </message>
    <message>
        <source>The rate rises to this before it falls; leave it empty for none.</source>
        <translation>学习率先升到它再下降；留空则不预热。</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>The rate rises for so many steps.</source>
        <translation>学习率在这么多步内上升。</translation>
    </message>
    <message>
        <source>Cosine with restarts</source>
        <translation>余弦重启</translation>
    </message>
    <message>
        <source>Falls along a cosine and jumps up again, each time for longer. May lead out of a dead end.</source>
        <translation>沿余弦下降再跳高，每次时间更长。可能走出死胡同。</translation>
    </message>
    <message>
        <source>First cycle</source>
        <translation>首个周期</translation>
    </message>
    <message>
        <source>Steps until the first restart.</source>
        <translation>到第一次重启为止的步数。</translation>
    </message>
    <message>
        <source>Longer by</source>
        <translation>延长倍数</translation>
    </message>
    <message>
        <source>Each cycle is so many times as long as the one before.</source>
        <translation>每个周期的长度是前一个的多少倍。</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度倍数</translation>
    </message>
    <message>
        <source>Each cycle starts at so many times the rate of the one before.</source>
        <translation>每个周期开始时的学习率是前一个的多少倍。</translation>
    </message>
    <message>
        <source>A step is a number from 0, or an array of them; got {value}.</source>
        <translation>步数是从 0 开始的数，或这样的数组；得到的是 {value}。</translation>
    </message>
    <message>
        <source>regularizer</source>
        <translation>正则化方法</translation>
    </message>
    <message>
        <source>Share of the sum of all |weights| that is added to the loss.</source>
        <translation>把所有 |权重| 之和的多少比例加到损失上。</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2</translation>
    </message>
    <message>
        <source>Pulls large weights strongly towards 0, which smooths what is learnt.</source>
        <translation>把大的权重用力拉向 0，让学到的结果更平滑。</translation>
    </message>
    <message>
        <source>Share of the sum of all weights² that is added to the loss.</source>
        <translation>把所有权重² 之和的多少比例加到损失上。</translation>
    </message>
    <message>
        <source>L1 and L2</source>
        <translation>L1 和 L2</translation>
    </message>
    <message>
        <source>Both pulls together.</source>
        <translation>两种拉力合在一起。</translation>
    </message>
    <message>
        <source>Strength of L1</source>
        <translation>L1 强度</translation>
    </message>
    <message>
        <source>Share of a row&apos;s sum of |values| that is added to the loss.</source>
        <translation>把一行所有 |值| 之和的多少比例加到损失上。</translation>
    </message>
    <message>
        <source>Strength of L2</source>
        <translation>L2 强度</translation>
    </message>
    <message>
        <source>Right angles</source>
        <translation>正交</translation>
    </message>
    <message>
        <source>Pulls the weights of different units into different directions, so that they learn different things.</source>
        <translation>把不同神经元的权重拉向不同方向，让它们学到不同的东西。</translation>
    </message>
    <message>
        <source>Share of the mean |cosine| between the directions added to the loss.</source>
        <translation>把各方向之间 |余弦| 的平均的多少比例加到损失上。</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Rows are what each input gives to all units; columns are the units.</source>
        <translation>行是每个输入给各神经元的权重，列是各神经元。</translation>
    </message>
    <message>
        <source>“{kind}” compares rows of a matrix; weights with {count} axes are none.</source>
        <translation>“{kind}”比较矩阵的行，而这些权重有 {count} 个轴，不是矩阵。</translation>
    </message>
    <message>
        <source>{part} takes at most {limit} values by position; got {count}.</source>
        <translation>{part} 最多接受 {limit} 个位置参数，得到 {count} 个。</translation>
    </message>
    <message>
        <source>{part} got “{field}” twice: by position and by name.</source>
        <translation>{part} 得到了两次“{field}”：一次按位置，一次按名称。</translation>
    </message>
    <message>
        <source>{part} has no field “{field}”. Did you mean “{near}”?</source>
        <translation>{part} 没有“{field}”字段。是不是“{near}”？</translation>
    </message>
    <message>
        <source>{part} is a description, which does not change.</source>
        <translation>{part} 是描述，不能改动。</translation>
    </message>
    <message>
        <source>Make another, or change model.layers or model.optimizer.</source>
        <translation>另建一个，或改动 model.layers 或 model.optimizer。</translation>
    </message>
    <message>
        <source>There is no {family} “{name}”. Did you mean “{near}”?</source>
        <translation>没有名为“{name}”的{family}。是不是“{near}”？</translation>
    </message>
    <message>
        <source>There is no {family} “{name}”. Known are: {names}.</source>
        <translation>没有名为“{name}”的{family}。现有：{names}。</translation>
    </message>
    <message>
        <source>{own} overrides “{method}”, which training does not call: it reads what {part} declares.</source>
        <translation>{own} 重写了“{method}”，但训练不会调用它：训练只读取 {part} 声明的内容。</translation>
    </message>
    <message>
        <source>Leave the method out; other arguments may be given to the part.</source>
        <translation>去掉这个方法；可以给它别的参数。</translation>
    </message>
    <message>
        <source>{own} declares “{field}”, but is saved as {part}, which has no such field.</source>
        <translation>{own} 声明了“{field}”，但它按 {part} 保存，而后者没有这个字段。</translation>
    </message>
    <message>
        <source>Set it in the constructor: self.{field} = …</source>
        <translation>在构造函数里设置：self.{field} = …</translation>
    </message>
    <message>
        <source>{own} is declared without {methods}, which every {family} has.</source>
        <translation>{own} 的声明缺少 {methods}，每个{family}都要有。</translation>
    </message>
    <message>
        <source>Your own {family} “{own}” cannot train here yet; the known ones are {names}.</source>
        <translation>自己写的{family}“{own}”在这里还不能用于训练；可用的有 {names}。</translation>
    </message>
    <message>
        <source>Take “{near}”.</source>
        <translation>改用“{near}”。</translation>
    </message>
    <message>
        <source>Known are: {names}.</source>
        <translation>可用的有：{names}。</translation>
    </message>
    <message>
        <source>A function or an object that is not from here cannot be the {family}: {value}.</source>
        <translation>不是这里提供的函数或对象不能用作{family}：{value}。</translation>
    </message>
    <message>
        <source>{value} is not the name of any {family}.</source>
        <translation>{value} 不是任何{family}的名称。</translation>
    </message>
    <message>
        <source>A configuration gives the fields of {part} by name; got {value}.</source>
        <translation>配置按名称给出 {part} 的字段；得到的是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be at least {ge}; got {value}.</source>
        <translation>{field}不能小于 {ge}，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be more than {gt}; got {value}.</source>
        <translation>{field}必须大于 {gt}，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be at most {le}; got {value}.</source>
        <translation>{field}不能大于 {le}，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be less than {lt}; got {value}.</source>
        <translation>{field}必须小于 {lt}，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a whole number; got {value}.</source>
        <translation>{field}必须是整数，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a number; got {value}.</source>
        <translation>{field}必须是数值，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a finite number; got {value}.</source>
        <translation>{field}必须是有限的数值，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be true or false; got {value}.</source>
        <translation>{field}必须是“是”或“否”，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be text; got {value}.</source>
        <translation>{field}必须是文本，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must not be shorter than {min_length}; got {value}.</source>
        <translation>{field}不能少于 {min_length} 个字符，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must not be longer than {max_length}; got {value}.</source>
        <translation>{field}不能多于 {max_length} 个字符，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must look like {pattern}; got {value}.</source>
        <translation>{field}必须符合 {pattern}，现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be an object with fields of its own; got {value}.</source>
        <translation>{field}必须是带有自身字段的对象，得到的是 {value}。</translation>
    </message>
    <message>
        <source>{callback}: save_freq is “epoch” or a number of batches; got {value}.</source>
        <translation>{callback}：save_freq 是“epoch”或批次个数，得到的是 {value}。</translation>
    </message>
    <message>
        <source>{callback}: the file&apos;s name ends in “{ending}”; got “{file}”.</source>
        <translation>{callback}：文件名以“{ending}”结尾，得到的是“{file}”。</translation>
    </message>
    <message>
        <source>{field} must be one of {expected}; got {value}.</source>
        <translation>{field}必须是下列之一：{expected}，现在是 {value}。</translation>
    </message>
    <message>
        <source>“{file}” could not be written: {reason}.</source>
        <translation>“{file}”无法写入：{reason}。</translation>
    </message>
    <message>
        <source>{callback} watches “{monitor}”, but this epoch has: {names}.</source>
        <translation>{callback} 监测“{monitor}”，而这一轮有：{names}。</translation>
    </message>
    <message>
        <source>The name “{file}” cannot be filled in: {reason}. Known are: {names}.</source>
        <translation>名称“{file}”无法填写：{reason}。可用：{names}。</translation>
    </message>
    <message>
        <source>{callback} needs a folder.</source>
        <translation>{callback} 需要一个文件夹。</translation>
    </message>
    <message>
        <source>{field} must have at least {min_length} values; it has {actual_length}.</source>
        <translation>{field}至少要有 {min_length} 个值，现在有 {actual_length} 个。</translation>
    </message>
    <message>
        <source>{field} must have at most {max_length} values; it has {actual_length}.</source>
        <translation>{field}最多有 {max_length} 个值，现在有 {actual_length} 个。</translation>
    </message>
    <message>
        <source>{field} must be between {ge} and {le}; got {value}.</source>
        <translation>{field}必须在 {ge} 到 {le} 之间，现在是 {value}。</translation>
    </message>
    <message>
        <source>{place}: {reason}</source>
        <translation>{place}：{reason}</translation>
    </message>
    <message>
        <source>{what} has no field “{place}”.</source>
        <translation>{what} 没有“{place}”字段。</translation>
    </message>
    <message>
        <source>{what} needs the field “{place}”.</source>
        <translation>{what} 需要“{place}”字段。</translation>
    </message>
    <message>
        <source>{what}: “{place}” is {value}, but {reason}.</source>
        <translation>{what}：“{place}”是 {value}，但 {reason}。</translation>
    </message>
    <message>
        <source>“{field}”</source>
        <translation>“{field}”</translation>
    </message>
    <message>
        <source>{part}: “{field}”</source>
        <translation>{part}：“{field}”</translation>
    </message>
    <message>
        <source>The run cannot go on, because the rows have changed since. Start again.</source>
        <translation>数据行已有改动，这次运行无法继续。重新开始。</translation>
    </message>
    <message>
        <source>The run cannot go on on “{device}”, because it began on “{other}”.</source>
        <translation>训练不能在“{device}”上继续，因为它是在“{other}”上开始的。</translation>
    </message>
    <message>
        <source>Choose the device that it began on, or start again.</source>
        <translation>选择开始时的设备，或者重新开始。</translation>
    </message>
    <message>
        <source>The run cannot go on, because the network has changed since. Start again.</source>
        <translation>网络已有改动，这次运行无法继续。重新开始。</translation>
    </message>
    <message>
        <source>The run could not be saved in {folder}: {reason}.</source>
        <translation>运行无法保存到 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{folder} holds no run that can go on.</source>
        <translation>{folder} 中没有可以继续的运行。</translation>
    </message>
    <message>
        <source>The checkpoint in {folder} is damaged. Start again.</source>
        <translation>{folder} 中的检查点已损坏。重新开始。</translation>
    </message>
    <message>
        <source>{folder} holds no trained network.</source>
        <translation>{folder} 中没有训练好的网络。</translation>
    </message>
    <message>
        <source>The weights in {folder} are damaged.</source>
        <translation>{folder} 中的权重已损坏。</translation>
    </message>
    <message>
        <source>This machine has no device “{device}”; it has {known}.</source>
        <translation>这台机器没有设备“{device}”；现有 {known}。</translation>
    </message>
    <message>
        <source>Choose Automatic or CPU.</source>
        <translation>选择“自动”或 CPU。</translation>
    </message>
    <message>
        <source>The CPU trains, because PyTorch sees no GPU on this machine.</source>
        <translation>用 CPU 训练，因为 PyTorch 在这台机器上没有发现 GPU。</translation>
    </message>
    <message>
        <source>{best} trains, because {other} could not take a step of this network.</source>
        <translation>由 {best} 训练，因为 {other} 无法完成这个网络的一步。</translation>
    </message>
    <message>
        <source>{best} trains: a step takes {time} µs there and {longer} µs on {other}.</source>
        <translation>用 {best} 训练：每步 {time} µs，而在 {other} 上要 {longer} µs。</translation>
    </message>
    <message>
        <source>The weights in {folder} are not those of its project.</source>
        <translation>{folder} 中的权重与其项目不符。</translation>
    </message>
    <message>
        <source>The run in {folder} did not come to its end.</source>
        <translation>{folder} 中的运行没有结束。</translation>
    </message>
    <message>
        <source>What was dropped is not a layer.</source>
        <translation>拖入的不是层。</translation>
    </message>
    <message>
        <source>“{path}” cannot be written: {reason}.</source>
        <translation>“{path}”无法写入：{reason}。</translation>
    </message>
    <message>
        <source>The memory was not enough for this network and batch size.</source>
        <translation>内存不足以运行这样的网络和批大小。</translation>
    </message>
    <message>
        <source>Use fewer units or a smaller batch size.</source>
        <translation>减少神经元，或减小批大小。</translation>
    </message>
    <message>
        <source>“{file}” is what is read; write to another file.</source>
        <translation>“{file}”正是要读取的文件；写入另一个文件。</translation>
    </message>
    <message>
        <source>“{file}” is a folder; give the name of a file.</source>
        <translation>“{file}”是文件夹；需要文件名。</translation>
    </message>
    <message>
        <source>There is no folder “{folder}” to write “{file}” in.</source>
        <translation>没有“{folder}”文件夹，无法写入“{file}”。</translation>
    </message>
    <message>
        <source>“{file}” is a file; give the name of a folder.</source>
        <translation>“{file}”是文件；需要文件夹名。</translation>
    </message>
    <message>
        <source>“{file}” exists already.</source>
        <translation>“{file}”已经存在。</translation>
    </message>
    <message>
        <source>Take another name, or --force to replace it.</source>
        <translation>换一个名称，或用 --force 替换它。</translation>
    </message>
    <message>
        <source>“{path}” does not say how a table is read.</source>
        <translation>“{path}”与读取表格的方式无关。</translation>
    </message>
    <message>
        <source>Fields such as data.source.decimal do.</source>
        <translation>有关的是 data.source.decimal 等字段。</translation>
    </message>
    <message>
        <source>The run in “{folder}” was not finished.</source>
        <translation>“{folder}”中的运行没有完成。</translation>
    </message>
    <message>
        <source>Train again, or choose another run.</source>
        <translation>重新训练，或选择另一次运行。</translation>
    </message>
    <message>
        <source>{file} has a column “{column}” already.</source>
        <translation>{file} 已经有“{column}”列。</translation>
    </message>
    <message>
        <source>Rename it first.</source>
        <translation>先把它改名。</translation>
    </message>
    <message>
        <source>{command}: {reason}.</source>
        <translation>{command}：{reason}。</translation>
    </message>
    <message>
        <source>See {command} --help.</source>
        <translation>见 {command} --help。</translation>
    </message>
    <message>
        <source>“{file}” cannot be used: {reason}.</source>
        <translation>“{file}”无法使用：{reason}。</translation>
    </message>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>Take a smaller batch, smaller layers or fewer rows.</source>
        <translation>减小批次、缩小层，或减少行。</translation>
    </message>
    <message>
        <source>The project has no data whose “{path}” could be set.</source>
        <translation>项目没有数据，无法设置“{path}”。</translation>
    </message>
    <message>
        <source>Stopped before training began.</source>
        <translation>训练开始前已停止。</translation>
    </message>
    <message>
        <source>{name} must be an array, a list or a table of numbers; got {kind}.</source>
        <translation>{name} 应为数值的数组、列表或表格，得到的是 {kind}。</translation>
    </message>
    <message>
        <source>The rows of {name} have different lengths, so they are no array of numbers.</source>
        <translation>{name} 各行的长度不同，不是数值数组。</translation>
    </message>
    <message>
        <source>{name} has no rows.</source>
        <translation>{name} 没有行。</translation>
    </message>
    <message>
        <source>{name} has one weight for each row, shape (rows,), but its shape is {shape}.</source>
        <translation>{name} 每行一个权重，形状应为 (rows,)，而它的形状为 {shape}。</translation>
    </message>
    <message>
        <source>{loss} takes targets from 0 to 1, but {name} has {value}.</source>
        <translation>“{loss}”的目标应在 0 到 1 之间，而 {name} 中有 {value}。</translation>
    </message>
    <message>
        <source>{layer} takes whole numbers from 0 to {last}, but {name} has {value}.</source>
        <translation>“{layer}”接受 0 到 {last} 的整数，而 {name} 中有 {value}。</translation>
    </message>
    <message>
        <source>validation_split={share} of {rows} rows leaves nothing for one of the two parts.</source>
        <translation>{rows} 行按 validation_split={share} 划分后，有一部分没有行。</translation>
    </message>
    <message>
        <source>{x} has {inputs} rows, but {y} has {targets}.</source>
        <translation>{x} 有 {inputs} 行，而 {y} 有 {targets} 行。</translation>
    </message>
    <message>
        <source>{name} must hold class numbers, but it has {value}.</source>
        <translation>{name} 应为类别编号，而其中有 {value}。</translation>
    </message>
    <message>
        <source>{name} has the class {value}, but the last layer has {units} units, for the classes 0 to {last}.</source>
        <translation>{name} 中有类别 {value}，而最后一层有 {units} 个神经元，对应类别 0 到 {last}。</translation>
    </message>
    <message>
        <source>{name} must hold the shares of the classes, but it has {value}.</source>
        <translation>{name} 应为各类别的比例，而其中有 {value}。</translation>
    </message>
    <message>
        <source>{name} has rows of shape {found}, but the last layer gives rows of {units} values.</source>
        <translation>{name} 的行形状为 {found}，而最后一层每行输出 {units} 个值。</translation>
    </message>
    <message>
        <source>The last layer gives 1 value for each row, but {name} has {found}.</source>
        <translation>最后一层每行输出 1 个值，而 {name} 有 {found} 个。</translation>
    </message>
    <message>
        <source>The last layer gives {units} values for each row, but {name} has {found}.</source>
        <translation>最后一层每行输出 {units} 个值，而 {name} 有 {found} 个。</translation>
    </message>
    <message>
        <source>{name}[{row}] holds {value}, which a network cannot compute with.</source>
        <translation>{name}[{row}] 含有 {value}，网络无法用它计算。</translation>
    </message>
    <message>
        <source>Fill such values in, or leave their rows out.</source>
        <translation>填充这样的值，或忽略所在的行。</translation>
    </message>
    <message>
        <source>{name} must hold numbers only, but it holds {value}.</source>
        <translation>{name} 只能有数值，而其中有 {value}。</translation>
    </message>
    <message>
        <source>{method} has no argument “{argument}”. Did you mean “{near}”?</source>
        <translation>{method} 没有参数“{argument}”。是不是“{near}”？</translation>
    </message>
    <message>
        <source>{method} has no argument “{argument}”. It takes: {names}.</source>
        <translation>{method} 没有参数“{argument}”。可用：{names}。</translation>
    </message>
    <message>
        <source>{method} does not support “{argument}” here; leave it out.</source>
        <translation>{method} 在这里不支持“{argument}”；去掉它。</translation>
    </message>
    <message>
        <source>{method}: “{name}” is a share from 0 to below 1; got {value}.</source>
        <translation>{method}：“{name}”是不小于 0 且小于 1 的比例，得到的是 {value}。</translation>
    </message>
    <message>
        <source>{name} takes a function that gives the elements of a pass; got {value}.</source>
        <translation>{name} 接受逐个给出元素的函数；得到的是 {value}。</translation>
    </message>
    <message>
        <source>The arrays have different numbers of rows: {lengths}.</source>
        <translation>各数组的行数不同：{lengths}。</translation>
    </message>
    <message>
        <source>The elements of a batch have different shapes: {shapes}.</source>
        <translation>一个批次中各元素的形状不同：{shapes}。</translation>
    </message>
    <message>
        <source>{method}: “{name}” is a whole number from {least}; got {value}.</source>
        <translation>{method}：“{name}”是不小于 {least} 的整数，得到的是 {value}。</translation>
    </message>
    <message>
        <source>verbose is 0, 1, 2 or &quot;auto&quot;; got {value}.</source>
        <translation>verbose 是 0、1、2 或 &quot;auto&quot;，得到的是 {value}。</translation>
    </message>
    <message>
        <source>The loss is not a number any more, so training ended. Try a smaller learning rate.</source>
        <translation>损失不再是数值，训练已结束。试试更小的学习率。</translation>
    </message>
    <message>
        <source>validation_split takes the last rows of arrays, but x gives batches.</source>
        <translation>validation_split 取数组最后的行，而 x 给出的是批次。</translation>
    </message>
    <message>
        <source>Give validation_data.</source>
        <translation>改用 validation_data。</translation>
    </message>
    <message>
        <source>validation_data is (x, y) or (x, y, weights), or gives batches; got {value}.</source>
        <translation>validation_data 是 (x, y) 或 (x, y, weights)，或能给出批次；得到的是 {value}。</translation>
    </message>
    <message>
        <source>The model is not compiled.</source>
        <translation>模型还没有编译。</translation>
    </message>
    <message>
        <source>Call model.compile(optimizer=…, loss=…) first.</source>
        <translation>先调用 model.compile(optimizer=…, loss=…)。</translation>
    </message>
    <message>
        <source>compile was given no loss, so there is nothing to learn by.</source>
        <translation>compile 没有得到损失，无法据以学习。</translation>
    </message>
    <message>
        <source>The network is not built yet: give the first layer input_shape, or call fit.</source>
        <translation>网络还没有建好：给第一层加上 input_shape，或调用 fit。</translation>
    </message>
    <message>
        <source>{weight} has shape {expected}, but the new values have {found}.</source>
        <translation>{weight} 的形状为 {expected}，而新的值为 {found}。</translation>
    </message>
    <message>
        <source>{part} keeps the {field} that it was made with.</source>
        <translation>{part} 的 {field} 在创建时已定，不能再改。</translation>
    </message>
    <message>
        <source>Make another layer, and give it the weights by set_weights.</source>
        <translation>另建一个层，并用 set_weights 把权重交给它。</translation>
    </message>
    <message>
        <source>“{layer}” is in a model of {own} and cannot be in one of {new} as well.</source>
        <translation>“{layer}”已在 {own} 的模型中，不能同时用于 {new} 的模型。</translation>
    </message>
    <message>
        <source>{layer} has nothing to adapt.</source>
        <translation>{layer} 没有可以适应的内容。</translation>
    </message>
    <message>
        <source>Only a Normalization without mean and variance measures its rows.</source>
        <translation>只有没有设定均值和方差的 Normalization 才会测量数据行。</translation>
    </message>
    <message>
        <source>“{layer}” has no shape and no weights yet: it has not seen a row.</source>
        <translation>“{layer}”还没有形状和权重：它还没有见过一行数据。</translation>
    </message>
    <message>
        <source>Give the first layer input_shape, or call it on a batch.</source>
        <translation>给第一层加上 input_shape，或对一个批次调用它。</translation>
    </message>
    <message>
        <source>“{owner}” has {expected} weights, but {found} were given.</source>
        <translation>“{owner}”有 {expected} 个权重，而给出了 {found} 个。</translation>
    </message>
    <message>
        <source>There is no file “{file}”.</source>
        <translation>没有文件“{file}”。</translation>
    </message>
    <message>
        <source>“{file}” is no model, or it is damaged.</source>
        <translation>“{file}”不是模型，或已损坏。</translation>
    </message>
    <message>
        <source>“{file}” holds weights, but no model of NetBench.</source>
        <translation>“{file}”中有权重，但没有 NetBench 模型。</translation>
    </message>
    <message>
        <source>The weights are not those of this network.</source>
        <translation>这些权重不属于这个网络。</translation>
    </message>
    <message>
        <source>relu6</source>
        <translation>relu6</translation>
    </message>
    <message>
        <source>Like relu, but never more than 6; for small devices.</source>
        <translation>类似 relu，但不超过 6；用于小型设备。</translation>
    </message>
    <message>
        <source>celu</source>
        <translation>celu</translation>
    </message>
    <message>
        <source>An elu without a corner at 0, whatever its depth.</source>
        <translation>无论下限多深，在 0 处都没有折角的 elu。</translation>
    </message>
    <message>
        <source>mish</source>
        <translation>mish</translation>
    </message>
    <message>
        <source>A smooth relu much like silu; takes longer to compute.</source>
        <translation>平滑的 relu，很像 silu；计算时间更长。</translation>
    </message>
    <message>
        <source>squareplus</source>
        <translation>squareplus</translation>
    </message>
    <message>
        <source>Much like softplus, without an exponential.</source>
        <translation>很像 softplus，但不用指数运算。</translation>
    </message>
    <message>
        <source>Smoothness</source>
        <translation>平滑程度</translation>
    </message>
    <message>
        <source>How wide the bend is; 0 makes it relu.</source>
        <translation>弯曲部分有多宽；0 就是 relu。</translation>
    </message>
    <message>
        <source>sparse_plus</source>
        <translation>sparse_plus</translation>
    </message>
    <message>
        <source>A smooth relu that is exactly 0 for sums below −1.</source>
        <translation>平滑的 relu，加权和低于 −1 时正好为 0。</translation>
    </message>
    <message>
        <source>exponential</source>
        <translation>exponential</translation>
    </message>
    <message>
        <source>Raises e to the power of the sum; an output for counts and rates. Grows too fast for hidden layers.</source>
        <translation>以加权和为指数求 e 的幂，用于计数和比率的输出。增长太快，不适合隐藏层。</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>threshold</translation>
    </message>
    <message>
        <source>Passes sums above a threshold on, and puts one value in place of all others.</source>
        <translation>传递高于阈值的加权和，其他的都换成一个值。</translation>
    </message>
    <message>
        <source>Sums up to here are replaced.</source>
        <translation>不超过它的加权和会被替换。</translation>
    </message>
    <message>
        <source>Value below</source>
        <translation>替换值</translation>
    </message>
    <message>
        <source>What takes the place of the others.</source>
        <translation>用来替换其他加权和的值。</translation>
    </message>
    <message>
        <source>soft_shrink</source>
        <translation>soft_shrink</translation>
    </message>
    <message>
        <source>Pulls sums towards 0 by a fixed step, small ones onto 0.</source>
        <translation>把加权和向 0 拉近固定的距离，小的变为 0。</translation>
    </message>
    <message>
        <source>hard_shrink</source>
        <translation>hard_shrink</translation>
    </message>
    <message>
        <source>Sets sums near 0 to 0 and leaves the others as they are.</source>
        <translation>把接近 0 的加权和变为 0，其他的不变。</translation>
    </message>
    <message>
        <source>tanh_shrink</source>
        <translation>tanh_shrink</translation>
    </message>
    <message>
        <source>Flattens sums near 0 and moves the others 1 towards 0.</source>
        <translation>压平接近 0 的加权和，其他的向 0 移动 1。</translation>
    </message>
    <message>
        <source>hard_tanh</source>
        <translation>hard_tanh</translation>
    </message>
    <message>
        <source>Cuts sums off at −1 and 1: tanh made of straight lines.</source>
        <translation>把加权和限制在 −1 与 1 之间：用直线拼成的 tanh。</translation>
    </message>
    <message>
        <source>hard_sigmoid</source>
        <translation>hard_sigmoid</translation>
    </message>
    <message>
        <source>A quick sigmoid made of three straight lines.</source>
        <translation>用三条直线拼成的快速 sigmoid。</translation>
    </message>
    <message>
        <source>hard_silu</source>
        <translation>hard_silu</translation>
    </message>
    <message>
        <source>A quick silu, made for small devices.</source>
        <translation>快速的 silu，用于小型设备。</translation>
    </message>
    <message>
        <source>softsign</source>
        <translation>softsign</translation>
    </message>
    <message>
        <source>Like tanh, but nears −1 and 1 more slowly.</source>
        <translation>类似 tanh，但更慢地接近 −1 和 1。</translation>
    </message>
    <message>
        <source>log_sigmoid</source>
        <translation>log_sigmoid</translation>
    </message>
    <message>
        <source>The logarithm of sigmoid, never above 0.</source>
        <translation>sigmoid 的对数，从不大于 0。</translation>
    </message>
    <message>
        <source>sparse_sigmoid</source>
        <translation>sparse_sigmoid</translation>
    </message>
    <message>
        <source>A steep straight sigmoid: exactly 0 below −1, 1 above 1.</source>
        <translation>陡直的 sigmoid：低于 −1 正好为 0，高于 1 正好为 1。</translation>
    </message>
    <message>
        <source>log_softmax</source>
        <translation>log_softmax</translation>
    </message>
    <message>
        <source>The logarithm of softmax, exact also for tiny shares.</source>
        <translation>softmax 的对数，比例极小时也准确。</translation>
    </message>
    <message>
        <source>sparsemax</source>
        <translation>sparsemax</translation>
    </message>
    <message>
        <source>Shares that add up to 1 like softmax, but small ones become 0. In Keras 3.15 they do not add up.</source>
        <translation>像 softmax 一样总和为 1 的比例，但小的变为 0。在 Keras 3.15 中总和不为 1。</translation>
    </message>
    <message>
        <source>glu</source>
        <translation>glu</translation>
    </message>
    <message>
        <source>One half of the units decides how much of the other half passes, so half as many come out.</source>
        <translation>一半神经元决定另一半通过多少，所以输出减半。</translation>
    </message>
    <message>
        <source>“glu” halves its values and needs an even number of them; got {count}.</source>
        <translation>“glu”把值对半分，需要偶数个；现在有 {count} 个。</translation>
    </message>
    <message>
        <source>A callback is an object such as EarlyStopping(patience=3); got {value}.</source>
        <translation>回调是对象，例如 EarlyStopping(patience=3)；得到的是 {value}。</translation>
    </message>
    <message>
        <source>Your own derive from engine.callbacks.Callback.</source>
        <translation>自己编写的回调应继承 engine.callbacks.Callback。</translation>
    </message>
    <message>
        <source>{kind} has to be made before it is given to a model: {reason}</source>
        <translation>{kind} 要先创建，再交给模型：{reason}</translation>
    </message>
    <message>
        <source>{callback} takes a function of the epoch and the rate; got {value}.</source>
        <translation>{callback} 接受以轮和学习率为参数的函数；得到的是 {value}。</translation>
    </message>
    <message>
        <source>The function given to {callback} has to give a float; got {value}.</source>
        <translation>交给 {callback} 的函数必须返回 float；得到的是 {value}。</translation>
    </message>
    <message>
        <source>The loss of batch {batch} is {loss}, so training ended.</source>
        <translation>批次 {batch} 的损失是 {loss}，训练已结束。</translation>
    </message>
    <message>
        <source>Try a smaller learning rate.</source>
        <translation>试试更小的学习率。</translation>
    </message>
    <message>
        <source>{callback}: “{name}” is a function; got {value}.</source>
        <translation>{callback}：“{name}”是函数，得到的是 {value}。</translation>
    </message>
    <message>
        <source>constraint</source>
        <translation>约束</translation>
    </message>
    <message>
        <source>axis is the number of an axis, from 0, or a list of them; got {value}.</source>
        <translation>axis 是轴的编号，从 0 开始，或编号的列表；得到的是 {value}。</translation>
    </message>
    <message>
        <source>Axis, or list of axes, along which lengths are measured: 0 is a unit&apos;s weights of all inputs.</source>
        <translation>沿哪个轴或哪些轴量长度：0 是一个神经元对所有输入的权重。</translation>
    </message>
    <message>
        <source>“{kind}” measures along axis {axis}; the weights have {count} axes.</source>
        <translation>“{kind}”沿轴 {axis} 量长度，而权重有 {count} 个轴。</translation>
    </message>
    <message>
        <source>“{kind}” is given one axis twice: {axis}.</source>
        <translation>“{kind}”的同一个轴出现了两次：{axis}。</translation>
    </message>
    <message>
        <source>Largest norm</source>
        <translation>最大范数</translation>
    </message>
    <message>
        <source>Shortens the weights of a unit that together have become too long. Goes well with dropout.</source>
        <translation>神经元的权重合起来太长时把它们缩短。适合与 Dropout 一起用。</translation>
    </message>
    <message>
        <source>Largest length</source>
        <translation>最大长度</translation>
    </message>
    <message>
        <source>Longer weights are shortened to this.</source>
        <translation>更长的权重缩短到它。</translation>
    </message>
    <message>
        <source>Not negative</source>
        <translation>非负</translation>
    </message>
    <message>
        <source>Sets negative weights to 0, so that more of an input never means less.</source>
        <translation>把负的权重变为 0，让输入增大时结果不会减小。</translation>
    </message>
    <message>
        <source>Length 1</source>
        <translation>长度为 1</translation>
    </message>
    <message>
        <source>Gives the weights of each unit the length 1 together.</source>
        <translation>让每个神经元的权重合起来长度为 1。</translation>
    </message>
    <message>
        <source>Norm between two bounds</source>
        <translation>范数区间</translation>
    </message>
    <message>
        <source>Lengthens or shortens the weights of each unit so that together they lie between two lengths.</source>
        <translation>伸长或缩短每个神经元的权重，让它们合起来介于两个长度之间。</translation>
    </message>
    <message>
        <source>Least length</source>
        <translation>最小长度</translation>
    </message>
    <message>
        <source>Shorter weights are lengthened to this.</source>
        <translation>更短的权重伸长到它。</translation>
    </message>
    <message>
        <source>Share of the way</source>
        <translation>调整比例</translation>
    </message>
    <message>
        <source>How much of the way to the bound one step goes; 1 is all of it.</source>
        <translation>每一步向界限调整多少；1 为一步到位。</translation>
    </message>
    <message>
        <source>{name} is a {kind}, which gives rows, not batches.</source>
        <translation>{name} 是 {kind}，它给出的是单行，而不是批次。</translation>
    </message>
    <message>
        <source>Wrap it in a DataLoader: DataLoader(dataset, batch_size=32).</source>
        <translation>用 DataLoader 包装：DataLoader(dataset, batch_size=32)。</translation>
    </message>
    <message>
        <source>{name} gives no batches.</source>
        <translation>{name} 没有给出批次。</translation>
    </message>
    <message>
        <source>{name} ran out of batches after {done} of {steps}.</source>
        <translation>{name} 的批次不够：需要 {steps} 个，只有 {done} 个。</translation>
    </message>
    <message>
        <source>A batch is (x, y) or (x, y, weights), but {name} gave {value}.</source>
        <translation>一个批次是 (x, y) 或 (x, y, weights)，而 {name} 给出了 {value}。</translation>
    </message>
    <message>
        <source>A learning rate is a number from 0 to 1000; got {value}.</source>
        <translation>学习率是 0 到 1000 之间的数，得到的是 {value}。</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>Cuts negative values to 0, as the activation relu does, and large ones where you say.</source>
        <translation>像激活函数 relu 一样把负值变为 0，大的值截断到设定的上限。</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>上限值</translation>
    </message>
    <message>
        <source>Larger values become this; empty for no limit.</source>
        <translation>更大的值变为它；留空则不设上限。</translation>
    </message>
    <message>
        <source>What share of the values below the threshold passes.</source>
        <translation>低于阈值的值通过多少比例。</translation>
    </message>
    <message>
        <source>Values below this are cut.</source>
        <translation>低于它的值会被截断。</translation>
    </message>
    <message>
        <source>from {threshold} on</source>
        <translation>从 {threshold} 起</translation>
    </message>
    <message>
        <source>{threshold} to {limit}</source>
        <translation>{threshold} 到 {limit}</translation>
    </message>
    <message>
        <source>Leaky ReLU</source>
        <translation>Leaky ReLU</translation>
    </message>
    <message>
        <source>Like relu, but lets a share of negative values through, so that no unit falls silent for good.</source>
        <translation>类似 relu，但让负值通过一定比例，避免神经元永远沉默。</translation>
    </message>
    <message>
        <source>What share of the negative values passes.</source>
        <translation>负值通过多少比例。</translation>
    </message>
    <message>
        <source>slope {slope}</source>
        <translation>斜率 {slope}</translation>
    </message>
    <message>
        <source>PReLU</source>
        <translation>PReLU</translation>
    </message>
    <message>
        <source>Like a leaky relu whose slopes are learnt; they start at 0, which is relu.</source>
        <translation>类似 leaky_relu，但斜率由学习得到；从 0 开始，即 relu。</translation>
    </message>
    <message>
        <source>Shared axes</source>
        <translation>共享轴</translation>
    </message>
    <message>
        <source>Axes of a row, counted from 1, along which all have one slope.</source>
        <translation>一行中共用一个斜率的轴，从 1 开始编号。</translation>
    </message>
    <message>
        <source>slopes are learnt</source>
        <translation>斜率由学习得到</translation>
    </message>
    <message>
        <source>ELU</source>
        <translation>ELU</translation>
    </message>
    <message>
        <source>Like relu, but bends smoothly towards -alpha for negative values.</source>
        <translation>类似 relu，但负值平滑地弯向 -alpha。</translation>
    </message>
    <message>
        <source>How far below 0 the values may sink.</source>
        <translation>值最多能低于 0 多少。</translation>
    </message>
    <message>
        <source>alpha {alpha}</source>
        <translation>alpha {alpha}</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
    <message>
        <source>Turns the values of a row into shares that add up to 1; the output for classes.</source>
        <translation>把一行的值变为总和为 1 的比例，用于类别的输出。</translation>
    </message>
    <message>
        <source>shares of 1</source>
        <translation>总和为 1 的比例</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>卷积核个数</translation>
    </message>
    <message>
        <source>How many patterns it looks for; each gives one channel.</source>
        <translation>寻找多少种模式；每种给出一个通道。</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>How large a pattern is: 3, or one length for each axis, as [3, 5].</source>
        <translation>模式有多大：3，或每个轴一个长度，例如 [3, 5]。</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>How far apart the values lie that the window sees; 1: side by side.</source>
        <translation>窗口看到的值相隔多远；1 为紧挨着。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组数</translation>
    </message>
    <message>
        <source>Into how many groups channels and filters are divided; a filter sees those of its group only.</source>
        <translation>通道和卷积核分成多少组；一个卷积核只看同组的通道。</translation>
    </message>
    <message>
        <source>{layer}: {channels} channels and {filters} filters cannot be divided into {groups} groups.</source>
        <translation>“{layer}”：{channels} 个通道和 {filters} 个卷积核无法分成 {groups} 组。</translation>
    </message>
    <message>
        <source>{layer} takes larger strides or a larger spacing, not both.</source>
        <translation>“{layer}”可以加大步幅或间隔，但不能同时加大。</translation>
    </message>
    <message>
        <source>{filters} filters of {size} · {activation}</source>
        <translation>{filters} 个 {size} 卷积核 · {activation}</translation>
    </message>
    <message>
        <source>Convolution 1D</source>
        <translation>一维卷积</translation>
    </message>
    <message>
        <source>Looks for short patterns along a sequence, wherever they occur. Rows have steps and channels.</source>
        <translation>沿序列寻找短小的模式，不论出现在哪里。每行有时间步和通道。</translation>
    </message>
    <message>
        <source>Convolution 2D</source>
        <translation>二维卷积</translation>
    </message>
    <message>
        <source>Looks for small patterns all over an image. Rows have height, width and channels.</source>
        <translation>在整幅图像中寻找小的模式。每行有高、宽和通道。</translation>
    </message>
    <message>
        <source>How many values become one: 2, or one length for each axis, as [2, 3].</source>
        <translation>多少个值合成一个：2，或每个轴一个长度，例如 [2, 3]。</translation>
    </message>
    <message>
        <source>Strides</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>How far the window moves on each time. Null: by its own size.</source>
        <translation>窗口每次移动多远。留空则等于窗口大小。</translation>
    </message>
    <message>
        <source>window {size}</source>
        <translation>窗口 {size}</translation>
    </message>
    <message>
        <source>Max pooling 1D</source>
        <translation>一维最大池化</translation>
    </message>
    <message>
        <source>Keeps the largest of each few steps, so that the sequence gets shorter.</source>
        <translation>每几个时间步保留最大值，让序列变短。</translation>
    </message>
    <message>
        <source>Mean pooling 1D</source>
        <translation>一维平均池化</translation>
    </message>
    <message>
        <source>Keeps the mean of each few steps, so that the sequence gets shorter.</source>
        <translation>每几个时间步保留平均值，让序列变短。</translation>
    </message>
    <message>
        <source>Max pooling 2D</source>
        <translation>二维最大池化</translation>
    </message>
    <message>
        <source>Keeps the largest of each small square, so that the image gets smaller.</source>
        <translation>每个小方块保留最大值，让图像变小。</translation>
    </message>
    <message>
        <source>Mean pooling 2D</source>
        <translation>二维平均池化</translation>
    </message>
    <message>
        <source>Keeps the mean of each small square, so that the image gets smaller.</source>
        <translation>每个小方块保留平均值，让图像变小。</translation>
    </message>
    <message>
        <source>Keep axes</source>
        <translation>保留轴</translation>
    </message>
    <message>
        <source>Leaves the other axes in place, with length 1.</source>
        <translation>保留其他轴，长度为 1。</translation>
    </message>
    <message>
        <source>1 value for each channel</source>
        <translation>每个通道 1 个值</translation>
    </message>
    <message>
        <source>Global mean 1D</source>
        <translation>一维全局平均</translation>
    </message>
    <message>
        <source>The mean of each channel over the whole sequence, however long it is.</source>
        <translation>每个通道在整个序列中的平均值，不论序列多长。</translation>
    </message>
    <message>
        <source>Global max 1D</source>
        <translation>一维全局最大</translation>
    </message>
    <message>
        <source>The largest value of each channel over the whole sequence: whether its pattern occurs anywhere.</source>
        <translation>每个通道在整个序列中的最大值：模式是否在某处出现。</translation>
    </message>
    <message>
        <source>Global mean 2D</source>
        <translation>二维全局平均</translation>
    </message>
    <message>
        <source>The mean of each channel over the whole image; often in front of the output.</source>
        <translation>每个通道在整幅图像中的平均值；常放在输出层之前。</translation>
    </message>
    <message>
        <source>Global max 2D</source>
        <translation>二维全局最大</translation>
    </message>
    <message>
        <source>The largest value of each channel over the whole image: whether its pattern occurs anywhere.</source>
        <translation>每个通道在整幅图像中的最大值：模式是否在某处出现。</translation>
    </message>
    <message>
        <source>Rescaling</source>
        <translation>重新缩放</translation>
    </message>
    <message>
        <source>Multiplies all values by a number and adds another, as 1/255 for the bytes of an image.</source>
        <translation>把所有值乘以一个数再加上一个数，例如图像的字节乘以 1/255。</translation>
    </message>
    <message>
        <source>All values are multiplied by this.</source>
        <translation>所有值都乘以这个数。</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>This is added afterwards.</source>
        <translation>之后再加上这个数。</translation>
    </message>
    <message>
        <source>× {scale} + {offset}</source>
        <translation>× {scale} + {offset}</translation>
    </message>
    <message>
        <source>Needed is a number, or one for each place along the axis; got {value}.</source>
        <translation>需要一个数，或沿该轴每个位置一个；得到的是 {value}。</translation>
    </message>
    <message>
        <source>Brings values of a known mean and variance to mean 0 and size 1; both stay as they are in training.</source>
        <translation>按已知的均值和方差，把值变为均值 0、标准差 1；两者在训练中不变。</translation>
    </message>
    <message>
        <source>Along which axes each place has a mean of its own: -1 is the last. Null: one for all.</source>
        <translation>沿哪些轴，每个位置各有自己的均值：-1 是最后一个。留空则共用一个。</translation>
    </message>
    <message>
        <source>The mean of the values, one number or one for each place.</source>
        <translation>值的均值，一个数，或每个位置一个。</translation>
    </message>
    <message>
        <source>Variance</source>
        <translation>方差</translation>
    </message>
    <message>
        <source>The variance of the values, which is their standard deviation squared.</source>
        <translation>值的方差，即标准差的平方。</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Does the opposite: from size 1 back to the mean and the variance.</source>
        <translation>反过来：从均值 0、标准差 1 恢复到原来的均值和方差。</translation>
    </message>
    <message>
        <source>Needed are as many variances as means; got {variances} and {means}.</source>
        <translation>方差和均值的个数应相同；得到的是 {variances} 和 {means}。</translation>
    </message>
    <message>
        <source>{layer} needs both the mean and the variance, or neither.</source>
        <translation>“{layer}”的均值和方差要么都设定，要么都不设定。</translation>
    </message>
    <message>
        <source>{layer} has {count} means, but gets rows of shape {shape}.</source>
        <translation>“{layer}”有 {count} 个均值，而得到的行形状为 {shape}。</translation>
    </message>
    <message>
        <source>to mean 0 and size 1</source>
        <translation>变为均值 0、标准差 1</translation>
    </message>
    <message>
        <source>mean {mean}</source>
        <translation>均值 {mean}</translation>
    </message>
    <message>
        <source>How far the window moves on each time; 2 halves the size.</source>
        <translation>窗口每次移动多远；2 使大小减半。</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>边缘</translation>
    </message>
    <message>
        <source>Valid keeps the window inside, so that rows get smaller. Same pads the edges, so that the size stays.</source>
        <translation>valid 让窗口留在内部，输出变小。same 填充边缘，大小不变。</translation>
    </message>
    <message>
        <source>Needed is one whole number, or one for each of {count} axes; got {value}.</source>
        <translation>需要一个整数，或 {count} 个轴各一个；得到的是 {value}。</translation>
    </message>
    <message>
        <source>{layer}: a window of {window} does not fit into rows of shape {shape}.</source>
        <translation>“{layer}”：形状为 {shape} 的行放不下 {window} 的窗口。</translation>
    </message>
    <message>
        <source>Make it smaller, or pad the edges: same.</source>
        <translation>把它缩小，或填充边缘：same。</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>How strongly rows that are right already are passed over; 0 passes over none.</source>
        <translation>对已经正确的行忽略到什么程度；0 表示不忽略。</translation>
    </message>
    <message>
        <source>Binary focal cross-entropy</source>
        <translation>二元焦点交叉熵</translation>
    </message>
    <message>
        <source>Cross-entropy that passes over what is right already. For a yes or no where one of the two is rare.</source>
        <translation>忽略已经正确部分的交叉熵。用于“是或否”中有一方少见的情况。</translation>
    </message>
    <message>
        <source>Balance the classes</source>
        <translation>平衡类别</translation>
    </message>
    <message>
        <source>Lets yes count alpha times and no 1 − alpha times.</source>
        <translation>“是”按 Alpha 倍计算，“否”按 1 − Alpha 倍计算。</translation>
    </message>
    <message>
        <source>How much yes counts where the classes are balanced.</source>
        <translation>平衡类别时“是”占多大分量。</translation>
    </message>
    <message>
        <source>Focal cross-entropy</source>
        <translation>焦点交叉熵</translation>
    </message>
    <message>
        <source>Cross-entropy that passes over rows that are right already. For classes of which some are rare.</source>
        <translation>忽略已经正确的行的交叉熵。用于有些类别少见的情况。</translation>
    </message>
    <message>
        <source>A factor of the loss: one number, or a list with one for each class.</source>
        <translation>损失的系数：一个数，或每个类别一个数的列表。</translation>
    </message>
    <message>
        <source>alpha is a number from 0, or a list of them; got {value}.</source>
        <translation>alpha 是不小于 0 的数，或这样的数的列表；得到的是 {value}。</translation>
    </message>
    <message>
        <source>Generalised cross-entropy</source>
        <translation>广义交叉熵</translation>
    </message>
    <message>
        <source>Cross-entropy that gives up on rows it cannot explain. For tables in which some classes are wrong.</source>
        <translation>放弃解释不了的行的交叉熵。用于有些类别标错的表格。</translation>
    </message>
    <message>
        <source>q</source>
        <translation>q</translation>
    </message>
    <message>
        <source>The nearer to 1, the less a row that does not fit counts.</source>
        <translation>越接近 1，不相符的行分量越轻。</translation>
    </message>
    <message>
        <source>{loss} takes class numbers, not shares of classes.</source>
        <translation>{loss} 接受类别编号，而不是各类别的比例。</translation>
    </message>
    <message>
        <source>{value} is no loss.</source>
        <translation>{value} 不是损失函数。</translation>
    </message>
    <message>
        <source>Hinge</source>
        <translation>合页 Hinge</translation>
    </message>
    <message>
        <source>Loses nothing once an output is on the right side of 0 by 1. For two classes with one unit, tanh.</source>
        <translation>输出在 0 的正确一侧且相距 1 以上时没有损失。用于两个类别，配合一个 tanh 神经元。</translation>
    </message>
    <message>
        <source>Squared hinge</source>
        <translation>平方合页</translation>
    </message>
    <message>
        <source>As hinge, but large misses weigh more. For two classes with one unit, tanh.</source>
        <translation>类似合页，但偏差大的影响更大。用于两个类别，配合一个 tanh 神经元。</translation>
    </message>
    <message>
        <source>Categorical hinge</source>
        <translation>多类合页</translation>
    </message>
    <message>
        <source>Loses nothing once the true class leads by 1. For two or more classes, with linear at the output.</source>
        <translation>真实类别领先 1 以上时没有损失。用于两个或更多类别，输出层用 linear。</translation>
    </message>
    <message>
        <source>Along which axes overlaps are summed: none is the whole batch at once, −1 each row by itself.</source>
        <translation>沿哪些轴累加重叠：“无”为整个批次一起，−1 为每行单独。</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>How little targets and outputs overlap in a whole batch. Where what is looked for is rare.</source>
        <translation>整个批次中目标与输出的重叠有多少。用于要找的东西少见的情况。</translation>
    </message>
    <message>
        <source>Tversky</source>
        <translation>Tversky</translation>
    </message>
    <message>
        <source>As Dice, with a weight for what was missed and one for false alarms. Where the two cost differently.</source>
        <translation>类似 Dice，但漏报和误报各有权重。用于两者代价不同的情况。</translation>
    </message>
    <message>
        <source>How much it counts what was missed.</source>
        <translation>漏报占多大分量。</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>How much false alarms count.</source>
        <translation>误报占多大分量。</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL 散度</translation>
    </message>
    <message>
        <source>How far the shares given are from the true ones. For targets that are shares, with softmax.</source>
        <translation>给出的比例与真实比例相差多远。用于目标为比例的情况，配合 softmax。</translation>
    </message>
    <message>
        <source>Poisson</source>
        <translation>泊松</translation>
    </message>
    <message>
        <source>How unlikely a count is when the output is expected. For counts from 0, with softplus at the output.</source>
        <translation>以输出为期望时，一个计数有多不可能。用于从 0 开始的计数，输出层用 softplus。</translation>
    </message>
    <message>
        <source>Cosine similarity</source>
        <translation>余弦相似度</translation>
    </message>
    <message>
        <source>Whether targets and outputs point the same way, −1 if so, 1 if opposite. Where sizes do not matter.</source>
        <translation>目标与输出是否同向：同向为 −1，反向为 1。用于大小不重要的情况。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Share of the alarms that are right; watch it where a false alarm is costly.</source>
        <translation>报警中正确的比例；误报代价高时关注它。</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Share of the true cases that are found; watch it where a missed case is costly.</source>
        <translation>真实情况中找到的比例；漏报代价高时关注它。</translation>
    </message>
    <message>
        <source>True positives</source>
        <translation>真阳性</translation>
    </message>
    <message>
        <source>How often a yes was right.</source>
        <translation>回答“是”且正确的次数。</translation>
    </message>
    <message>
        <source>True negatives</source>
        <translation>真阴性</translation>
    </message>
    <message>
        <source>How often a no was right.</source>
        <translation>回答“否”且正确的次数。</translation>
    </message>
    <message>
        <source>False positives</source>
        <translation>假阳性</translation>
    </message>
    <message>
        <source>How often a yes was wrong: a false alarm.</source>
        <translation>回答“是”但错误的次数：误报。</translation>
    </message>
    <message>
        <source>False negatives</source>
        <translation>假阴性</translation>
    </message>
    <message>
        <source>How often a no was wrong: a missed case.</source>
        <translation>回答“否”但错误的次数：漏报。</translation>
    </message>
    <message>
        <source>Over what: 0 for all rows, output by output; -1 for the outputs of each row.</source>
        <translation>沿哪个方向：0 为每个输出对所有行，-1 为每一行的各个输出。</translation>
    </message>
    <message>
        <source>Pearson correlation</source>
        <translation>皮尔逊相关</translation>
    </message>
    <message>
        <source>Whether predictions rise and fall with the target, on any scale; 1 is perfect, 0 is no relation.</source>
        <translation>预测是否随目标升降，不论尺度；1 为完美，0 为无关。</translation>
    </message>
    <message>
        <source>Concordance correlation</source>
        <translation>一致性相关</translation>
    </message>
    <message>
        <source>Like the Pearson correlation, but predictions must also have the target&apos;s level and spread.</source>
        <translation>类似皮尔逊相关，但预测的均值和分散程度也要与目标相符。</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>How well true cases are ranked above the others, whatever the threshold; 0.5 is chance, 1 perfect.</source>
        <translation>不论阈值，真实情况排在其他之前的程度；0.5 为随机，1 为完美。</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>ROC: alarms found against false alarms. PR: precision against recall, for rare cases.</source>
        <translation>ROC：找到的真实情况与误报。PR：精确率与召回率，用于少见的情况。</translation>
    </message>
    <message>
        <source>Summation method</source>
        <translation>求和方法</translation>
    </message>
    <message>
        <source>How high the curve is between two thresholds.</source>
        <translation>两个阈值之间的曲线取多高。</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>The thresholds between 0 and 1 to try, instead of even steps.</source>
        <translation>要尝试的 0 与 1 之间的阈值，取代等间隔的阈值。</translation>
    </message>
    <message>
        <source>Each output by itself</source>
        <translation>各输出单独计算</translation>
    </message>
    <message>
        <source>Whether each output has its own area, of which the mean counts.</source>
        <translation>是否为每个输出单独算面积，再取平均。</translation>
    </message>
    <message>
        <source>Number of outputs</source>
        <translation>输出个数</translation>
    </message>
    <message>
        <source>How many outputs there are, if each has an area of its own.</source>
        <translation>各输出单独算面积时，共有多少个输出。</translation>
    </message>
    <message>
        <source>Weights of the outputs</source>
        <translation>输出的权重</translation>
    </message>
    <message>
        <source>How much each output counts; all alike if left out.</source>
        <translation>每个输出占多大分量；不设置则同等计算。</translation>
    </message>
    <message>
        <source>num_labels is for multi_label=True only.</source>
        <translation>num_labels 只用于 multi_label=True。</translation>
    </message>
    <message>
        <source>AUC: there are {count} label_weights, but the output has {units} values.</source>
        <translation>AUC：有 {count} 个 label_weights，而输出有 {units} 个值。</translation>
    </message>
    <message>
        <source>AUC: num_labels is {count}, but the output has {units} values.</source>
        <translation>AUC：num_labels 是 {count}，而输出有 {units} 个值。</translation>
    </message>
    <message>
        <source>Sensitivity at specificity</source>
        <translation>定特异度的敏感度</translation>
    </message>
    <message>
        <source>The most true cases that can be found while enough of the others stay unsuspected.</source>
        <translation>在足够多的其他情况不误报时，最多能找到多少真实情况。</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>特异度</translation>
    </message>
    <message>
        <source>Least share of the false cases that must be told as false.</source>
        <translation>非真实情况中至少要认出多少比例。</translation>
    </message>
    <message>
        <source>Specificity at sensitivity</source>
        <translation>定敏感度的特异度</translation>
    </message>
    <message>
        <source>The most false cases left unsuspected while enough of the true ones are found.</source>
        <translation>在找到足够多的真实情况时，最多有多少其他情况不误报。</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>敏感度</translation>
    </message>
    <message>
        <source>Least share of the true cases that must be found.</source>
        <translation>真实情况中至少要找到多少比例。</translation>
    </message>
    <message>
        <source>Precision at recall</source>
        <translation>定召回率的精确率</translation>
    </message>
    <message>
        <source>The best precision that can be had while enough of the true cases are found.</source>
        <translation>在找到足够多的真实情况时，能达到的最高精确率。</translation>
    </message>
    <message>
        <source>Recall at precision</source>
        <translation>定精确率的召回率</translation>
    </message>
    <message>
        <source>The most true cases that can be found while enough of the alarms are right.</source>
        <translation>在足够多的报警正确时，最多能找到多少真实情况。</translation>
    </message>
    <message>
        <source>Least share of the alarms that must be right.</source>
        <translation>报警中至少要有多少比例正确。</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均方式</translation>
    </message>
    <message>
        <source>Macro: all classes count alike; weighted: by their rows; micro: all answers together.</source>
        <translation>macro：各类别同等计算；weighted：按行数加权；micro：所有回答一起计算。</translation>
    </message>
    <message>
        <source>All outputs above it count as a yes; if left out, the largest output of a row alone does.</source>
        <translation>高于它的输出都算“是”；不设置则一行中只有最大的输出算“是”。</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Precision and recall in one number, high only if both are; for classes of unequal size.</source>
        <translation>把精确率和召回率合成一个数，两者都高它才高；用于大小不等的类别。</translation>
    </message>
    <message>
        <source>F-beta</source>
        <translation>F-beta</translation>
    </message>
    <message>
        <source>Like F1, but recall counts more than precision if beta is above 1, less if it is below.</source>
        <translation>类似 F1，但 Beta 大于 1 时召回率比精确率更重要，小于 1 时更次要。</translation>
    </message>
    <message>
        <source>How many times recall is as important as precision.</source>
        <translation>召回率的重要性是精确率的多少倍。</translation>
    </message>
    <message>
        <source>An output above it counts as a yes.</source>
        <translation>高于它的输出算“是”。</translation>
    </message>
    <message>
        <source>An output above it counts as a yes; 0.5 if left out. Of several, curves show the mean.</source>
        <translation>高于它的输出算“是”；不设置则为 0.5。设多个时，曲线显示平均值。</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>前 k 个</translation>
    </message>
    <message>
        <source>Only the k largest outputs of a row count as a yes.</source>
        <translation>一行中只有最大的 k 个输出算“是”。</translation>
    </message>
    <message>
        <source>Guesses</source>
        <translation>猜测次数</translation>
    </message>
    <message>
        <source>The true class may be any of this many likeliest ones.</source>
        <translation>真实类别在最可能的这么多个之中即可。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Number of the one class to look at, counted from 0; all if left out.</source>
        <translation>只看的那个类别的编号，从 0 开始；不设置则看所有类别。</translation>
    </message>
    <message>
        <source>Number of thresholds</source>
        <translation>阈值个数</translation>
    </message>
    <message>
        <source>How many thresholds from 0 to 1 are tried; more is more exact.</source>
        <translation>在 0 到 1 之间尝试多少个阈值；越多越准确。</translation>
    </message>
    <message>
        <source>Whether the last layer has no softmax or sigmoid of its own.</source>
        <translation>最后一层自身是否没有 softmax 或 sigmoid。</translation>
    </message>
    <message>
        <source>Share of certainty taken from the true class and spread over all.</source>
        <translation>从真实类别取出多少比例的把握，平摊到所有类别。</translation>
    </message>
    <message>
        <source>The axis whose values belong together; -1 is the last.</source>
        <translation>同属一组的值所在的轴；-1 是最后一个。</translation>
    </message>
    <message>
        <source>Number of a class whose rows do not count.</source>
        <translation>不计入的类别的编号。</translation>
    </message>
    <message>
        <source>{part}: class_id is {number}, but the output has {units} values, from 0.</source>
        <translation>{part}：class_id 是 {number}，而输出有 {units} 个值，从 0 开始编号。</translation>
    </message>
    <message>
        <source>How far outputs fall short of a clear -1 or 1; for outputs that may be negative, such as tanh.</source>
        <translation>输出离明确的 -1 或 1 还差多少；用于可以为负的输出，例如 tanh。</translation>
    </message>
    <message>
        <source>Like hinge, but large misses weigh more.</source>
        <translation>类似合页，但偏差大的影响更大。</translation>
    </message>
    <message>
        <source>How far the true class falls short of leading all others by 1.</source>
        <translation>真实类别离领先其他类别 1 还差多少。</translation>
    </message>
    <message>
        <source>How surprised the network is by the truth where each output is a yes or no of its own.</source>
        <translation>每个输出各自回答“是”或“否”时，网络对真实答案有多意外。</translation>
    </message>
    <message>
        <source>How surprised the network is by the true class; unlike the loss without weights and penalties.</source>
        <translation>网络对真实类别有多意外；与损失不同，不含权重和惩罚。</translation>
    </message>
    <message>
        <source>How far predicted shares of the classes are from the true ones; 0 if they are the same.</source>
        <translation>预测的各类别比例与真实比例相差多远；相同则为 0。</translation>
    </message>
    <message>
        <source>How surprised the network is by a count; for targets such as visitors a day, outputs from 0 up.</source>
        <translation>网络对一个计数有多意外；用于每日访客数之类的目标，输出不小于 0。</translation>
    </message>
    <message>
        <source>Number of classes</source>
        <translation>类别个数</translation>
    </message>
    <message>
        <source>Rows of classes from this number on do not count; all if left out.</source>
        <translation>编号从它开始的类别的行不计入；不设置则全部计入。</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Numbers of the classes whose mean overlap counts, from 0.</source>
        <translation>计算平均重叠的类别的编号，从 0 开始。</translation>
    </message>
    <message>
        <source>Targets are class numbers</source>
        <translation>目标为类别编号</translation>
    </message>
    <message>
        <source>Whether targets handed over directly are class numbers instead of rows.</source>
        <translation>直接传入的目标是否为类别编号，而不是整行。</translation>
    </message>
    <message>
        <source>Outputs are class numbers</source>
        <translation>输出为类别编号</translation>
    </message>
    <message>
        <source>Whether predictions handed over directly are class numbers instead of rows.</source>
        <translation>直接传入的预测是否为类别编号，而不是整行。</translation>
    </message>
    <message>
        <source>Class {number} is none of the {count} classes, which count from 0.</source>
        <translation>类别 {number} 不在 {count} 个类别之中，编号从 0 开始。</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>交并比 IoU</translation>
    </message>
    <message>
        <source>How well what is taken for a class and what belongs to it overlap, for the classes you name.</source>
        <translation>判为某类别的与真正属于它的重叠多少，只看指定的类别。</translation>
    </message>
    <message>
        <source>Binary IoU</source>
        <translation>二元交并比</translation>
    </message>
    <message>
        <source>How well predicted and true answers overlap where each output is a yes or no of its own.</source>
        <translation>每个输出各自回答“是”或“否”时，预测与真实答案重叠多少。</translation>
    </message>
    <message>
        <source>Mean IoU</source>
        <translation>平均交并比</translation>
    </message>
    <message>
        <source>How well what is taken for a class and what belongs to it overlap; the mean over all classes.</source>
        <translation>判为某类别的与真正属于它的重叠多少，取所有类别的平均。</translation>
    </message>
    <message>
        <source>One-hot IoU</source>
        <translation>独热交并比</translation>
    </message>
    <message>
        <source>The same as IoU; Keras&apos;s name when targets are one-hot rows.</source>
        <translation>与交并比相同；目标为独热行时 Keras 用这个名称。</translation>
    </message>
    <message>
        <source>One-hot mean IoU</source>
        <translation>独热平均交并比</translation>
    </message>
    <message>
        <source>The same as mean IoU; Keras&apos;s name when targets are one-hot rows.</source>
        <translation>与平均交并比相同；目标为独热行时 Keras 用这个名称。</translation>
    </message>
    <message>
        <source>{argument} is a list, such as [&quot;accuracy&quot;]; got {value}.</source>
        <translation>{argument} 是列表，例如 [&quot;accuracy&quot;]；得到的是 {value}。</translation>
    </message>
    <message>
        <source>validation_freq is a whole number from 1, or a list of epochs counted from 1; got {value}.</source>
        <translation>validation_freq 是不小于 1 的整数，或从 1 开始编号的轮的列表；得到的是 {value}。</translation>
    </message>
    <message>
        <source>The first batch had no weights of rows, but a later one has.</source>
        <translation>第一个批次没有行的权重，而后面的批次有。</translation>
    </message>
    <message>
        <source>Give weights with every batch, or with none.</source>
        <translation>每个批次都给出权重，或都不给。</translation>
    </message>
    <message>
        <source>The first batch had one class for each row, but a later one has shares of the classes.</source>
        <translation>第一个批次每行一个类别，而后面的批次给出的是各类别的比例。</translation>
    </message>
    <message>
        <source>Let the first batch have such shares as well.</source>
        <translation>让第一个批次也给出这样的比例。</translation>
    </message>
    <message>
        <source>class_weight and sample_weight cannot be given at the same time.</source>
        <translation>class_weight 和 sample_weight 不能同时使用。</translation>
    </message>
    <message>
        <source>Multiply the weights of the rows by those of their classes.</source>
        <translation>把行的权重乘以所属类别的权重。</translation>
    </message>
    <message>
        <source>class_weight gives each class its weight, such as {example}; got {value}.</source>
        <translation>class_weight 给出每个类别的权重，例如 {example}；得到的是 {value}。</translation>
    </message>
    <message>
        <source>x gives batches, which bring “{argument}” along; leave it out.</source>
        <translation>x 给出的批次已带有“{argument}”；去掉它。</translation>
    </message>
    <message>
        <source>There are no rows to be scored.</source>
        <translation>没有可以打分的行。</translation>
    </message>
    <message>
        <source>x gave no more batches after {done} of {epochs} epochs, so that the fit ended.</source>
        <translation>x 在 {epochs} 轮中的第 {done} 轮之后不再给出批次，训练已结束。</translation>
    </message>
    <message>
        <source>Without a mean and a variance, {layer} passes all values on as they are.</source>
        <translation>没有均值和方差时，“{layer}”原样传递所有值。</translation>
    </message>
    <message>
        <source>Put Flatten in front of the output</source>
        <translation>在输出层之前加上展平</translation>
    </message>
    <message>
        <source>Put Reshape to {shape} in front</source>
        <translation>在前面加上变形 {shape}</translation>
    </message>
    <message>
        <source>Use {count} units</source>
        <translation>改用 {count} 个神经元</translation>
    </message>
    <message>
        <source>Take {layer} out</source>
        <translation>移除{layer}</translation>
    </message>
    <message>
        <source>{layer} takes whole numbers from 0, so it has to come first.</source>
        <translation>“{layer}”接受从 0 开始的整数，所以必须放在最前面。</translation>
    </message>
    <message>
        <source>Move it to the front</source>
        <translation>移到最前面</translation>
    </message>
    <message>
        <source>{layer} takes whole numbers from 0, but the numbers are scaled before.</source>
        <translation>“{layer}”接受从 0 开始的整数，而数值在它之前已缩放。</translation>
    </message>
    <message>
        <source>Leave the numbers as they are</source>
        <translation>保持数值不变</translation>
    </message>
    <message>
        <source>{layer} takes whole numbers from 0 to {last}, but “{column}” has others.</source>
        <translation>“{layer}”接受 0 到 {last} 的整数，而“{column}”列中有其他值。</translation>
    </message>
    <message>
        <source>Use {count} words</source>
        <translation>改用 {count} 个词</translation>
    </message>
    <message>
        <source>{part} does not work by itself yet.</source>
        <translation>{part} 还不能单独使用。</translation>
    </message>
    <message>
        <source>The shape of weights is made of whole numbers, as (300, 200); got {shape}.</source>
        <translation>权重的形状由整数组成，例如 (300, 200)；得到的是 {shape}。</translation>
    </message>
    <message>
        <source>Weights of the shape {shape} do not fit into memory.</source>
        <translation>内存放不下形状为 {shape} 的权重。</translation>
    </message>
    <message>
        <source>Weights are numbers of the type {known}; got {dtype}.</source>
        <translation>权重的类型是 {known}，得到的是 {dtype}。</translation>
    </message>
    <message>
        <source>{loss} compares along axis {axis}, which y_pred with {shape} has not.</source>
        <translation>{loss} 沿轴 {axis} 比较，而形状为 {shape} 的 y_pred 没有这个轴。</translation>
    </message>
    <message>
        <source>{loss} compares y_true and y_pred of one shape; got {true} and {pred}.</source>
        <translation>{loss} 比较形状相同的 y_true 和 y_pred；得到的是 {true} 和 {pred}。</translation>
    </message>
    <message>
        <source>{loss}: alpha has {count} factors, but y_pred has {classes} classes.</source>
        <translation>{loss}：alpha 有 {count} 个系数，而 y_pred 有 {classes} 个类别。</translation>
    </message>
    <message>
        <source>{loss} takes a class number for each row: y_true of {expected} for y_pred of {outputs}; got {found}.</source>
        <translation>{loss} 每行接受一个类别编号：y_pred 为 {outputs} 时，y_true 应为 {expected}；得到的是 {found}。</translation>
    </message>
    <message>
        <source>y_true has the class {value}, but y_pred has the classes 0 to {last}.</source>
        <translation>y_true 中有类别 {value}，而 y_pred 的类别是 0 到 {last}。</translation>
    </message>
    <message>
        <source>sample_weight has shape {weights}, but the losses have {losses}.</source>
        <translation>sample_weight 的形状为 {weights}，而损失的形状为 {losses}。</translation>
    </message>
    <message>
        <source>{part} has seen rows of another length; reset_state() forgets them.</source>
        <translation>{part} 见过另一种长度的行；用 reset_state() 清除。</translation>
    </message>
    <message>
        <source>{part} takes rows of numbers, but y_pred has shape {shape}.</source>
        <translation>{part} 接受由数值组成的行，而 y_pred 的形状为 {shape}。</translation>
    </message>
    <message>
        <source>{part} by itself needs num_classes, the number of classes.</source>
        <translation>单独使用 {part} 时需要 num_classes，即类别个数。</translation>
    </message>
    <message>
        <source>y_true has the class {number}, but y_pred has {classes} classes, from 0.</source>
        <translation>y_true 中有类别 {number}，而 y_pred 有 {classes} 个类别，从 0 开始编号。</translation>
    </message>
    <message>
        <source>{part}: y_true has shape {found}, which does not suit y_pred of {expected}.</source>
        <translation>{part}：y_true 的形状为 {found}，与形状为 {expected} 的 y_pred 不符。</translation>
    </message>
    <message>
        <source>{part} has axis={axis}, but the rows given have shape {shape}.</source>
        <translation>{part} 的 axis={axis}，而给出的行的形状为 {shape}。</translation>
    </message>
    <message>
        <source>{part} keeps the {field} that it was made with; its rate can be set.</source>
        <translation>{part} 的 {field} 在创建时已定，不能再改；可以更改的是学习率。</translation>
    </message>
    <message>
        <source>Compile the model with another optimizer.</source>
        <translation>用另一个优化器编译模型。</translation>
    </message>
    <message>
        <source>A schedule decides the learning rate here, which cannot be set.</source>
        <translation>这里的学习率由学习率调度决定，不能设置。</translation>
    </message>
    <message>
        <source>Make the optimizer with a number instead, or set another schedule.</source>
        <translation>创建优化器时改用一个数，或设置另一个学习率调度。</translation>
    </message>
    <message>
        <source>The optimizer keeps no averages of the weights.</source>
        <translation>优化器没有记录权重的平均值。</translation>
    </message>
    <message>
        <source>Make it with use_ema=True.</source>
        <translation>创建时加上 use_ema=True。</translation>
    </message>
    <message>
        <source>There is nothing to learn: no variables were given.</source>
        <translation>没有可学习的内容：没有给出变量。</translation>
    </message>
    <message>
        <source>The optimizer does not know yet what it moves.</source>
        <translation>优化器还不知道要改动哪些变量。</translation>
    </message>
    <message>
        <source>Call build(variables) first, or give apply the variables too.</source>
        <translation>先调用 build(variables)，或把变量也交给 apply。</translation>
    </message>
    <message>
        <source>There are {variables} variables, but {gradients} gradients.</source>
        <translation>有 {variables} 个变量，而有 {gradients} 个梯度。</translation>
    </message>
    <message>
        <source>grads_and_vars has pairs of a gradient and its variable.</source>
        <translation>grads_and_vars 应由梯度及其变量成对组成。</translation>
    </message>
    <message>
        <source>Variable {number} is none of those that the optimizer was built on.</source>
        <translation>变量 {number} 不属于创建优化器时的变量。</translation>
    </message>
    <message>
        <source>Make another optimizer for other variables.</source>
        <translation>为其他变量另建一个优化器。</translation>
    </message>
    <message>
        <source>There is no gradient for any variable.</source>
        <translation>没有任何变量有梯度。</translation>
    </message>
    <message>
        <source>Variable {number} is a {kind}, which cannot be changed in place.</source>
        <translation>变量 {number} 是 {kind}，不能就地改动。</translation>
    </message>
    <message>
        <source>Give a tensor of torch or an array of numpy that may be written to.</source>
        <translation>给出 torch 张量，或可写的 numpy 数组。</translation>
    </message>
    <message>
        <source>Variable {number} holds {kind}, not floating numbers, and cannot learn.</source>
        <translation>变量 {number} 的类型是 {kind}，不是浮点数，无法学习。</translation>
    </message>
    <message>
        <source>Gradient {number} is a {kind}, not numbers.</source>
        <translation>梯度 {number} 是 {kind}，不是数值。</translation>
    </message>
    <message>
        <source>Gradient {number} has shape {found}, but its variable has {expected}.</source>
        <translation>梯度 {number} 的形状为 {found}，而变量的形状为 {expected}。</translation>
    </message>
    <message>
        <source>sample_weight has shape {found}, but the values have shape {expected}.</source>
        <translation>sample_weight 的形状为 {found}，而值的形状为 {expected}。</translation>
    </message>
    <message>
        <source>{schedule} decides the learning rate, so a plateau cannot lower it.</source>
        <translation>学习率由“{schedule}”决定，停滞时无法再降低。</translation>
    </message>
    <message>
        <source>Use the schedule alone</source>
        <translation>只用学习率调度</translation>
    </message>
    <message>
        <source>{watcher} watches {monitor}, which no metric of this project gives.</source>
        <translation>“{watcher}”监测 {monitor}，而项目中没有指标给出它。</translation>
    </message>
    <message>
        <source>Watch {monitor}</source>
        <translation>改为监测 {monitor}</translation>
    </message>
    <message>
        <source>{schedule} ends after {end} steps, but the run has {steps}; from there on little is learnt.</source>
        <translation>“{schedule}”在 {end} 步后结束，而运行有 {steps} 步；之后几乎学不到什么。</translation>
    </message>
    <message>
        <source>Let it last {steps} steps</source>
        <translation>时长改为 {steps} 步</translation>
    </message>
    <message>
        <source>The loss {loss} cannot be a metric here; the metrics are {names}.</source>
        <translation>损失函数 {loss} 在这里不能用作指标；可用的指标有 {names}。</translation>
    </message>
    <message>
        <source>There is no “{name}” in {room} here.</source>
        <translation>这里的 {room} 中没有“{name}”。</translation>
    </message>
    <message>
        <source>Did you mean “{near}”?</source>
        <translation>是不是“{near}”？</translation>
    </message>
    <message>
        <source>{part}: dtype is “float32” or left out; got {value}.</source>
        <translation>{part}：dtype 只能是“float32”或不写，现在是 {value}。</translation>
    </message>
    <message>
        <source>Give another type to the model: Sequential(dtype=&apos;float64&apos;).</source>
        <translation>别的类型要写在模型上：Sequential(dtype=&apos;float64&apos;)。</translation>
    </message>
    <message>
        <source>There are no functional models here.</source>
        <translation>这里没有函数式模型。</translation>
    </message>
    <message>
        <source>List the layers: Sequential([Input((784,)), Dense(10)]).</source>
        <translation>列出各层：Sequential([Input((784,)), Dense(10)])。</translation>
    </message>
    <message>
        <source>A mask for a batch of shape {batch} has shape {expected}; got {shape}.</source>
        <translation>形状为 {batch} 的批次，其掩码形状应为 {expected}，实际为 {shape}。</translation>
    </message>
    <message>
        <source>num_classes is a whole number; got {value}.</source>
        <translation>num_classes 应为整数；得到的是 {value}。</translation>
    </message>
    <message>
        <source>x has the class {value}, but there are {classes} classes, from 0.</source>
        <translation>x 含有类别 {value}，但只有 {classes} 个类别，从 0 开始。</translation>
    </message>
    <message>
        <source>{name} must be a list; got {value}.</source>
        <translation>{name} 应为列表；得到的是 {value}。</translation>
    </message>
    <message>
        <source>Another program trains in “{folder}”.</source>
        <translation>另一个程序正在“{folder}”中训练。</translation>
    </message>
    <message>
        <source>Wait until it has ended, or stop it there.</source>
        <translation>等它结束，或在那里停止它。</translation>
    </message>
</context>
</TS>
