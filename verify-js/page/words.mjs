// SPDX-License-Identifier: Apache-2.0
// Words of the page itself; findings and remarks are said by core/words.mjs.
export const WORDS = {
  zh: {
    product: '有据', what: '检查包核对', print: '打印', working: '正在核对…', report_no: '第 {n} 版', made: '生成于 {at}', at: '数据取自日志前 {at} 条',
    good: '没有发现不符', good_bare: '检查包自身没有发现不符；要作为证明，还要在下面填入事先知道的钥匙和事先留存的检查点。',
    good_key: '钥匙相符。还没有检查点：单凭本包不能排除整段历史被重写后再签名。', good_all: '钥匙与检查点都是您事先留存的，两者都相符。',
    wrong: '发现 {n} 处不符', wrong_more: '下面逐处写明是哪个文件、哪条日志、哪个数据。', none: '没有装入检查包', none_more: '把检查包（ZIP 文件）拖到下面，或选择文件。不联网，内容不离开这台电脑。',
    figures: '数据', records: '记录', evidence: '附件', log: '日志与检查点', findings: '不符之处', remarks: '须知', files: '报告文件', signoff: '签发', packs: '口径所据的规则包', members: '包内全部文件',
    chain_figures: '{good} / {all} 项相符', chain_records: '条日志条目', chain_evidence: '份附件在包内', chain_root: '树根与检查点', matches: '相符', differs: '不符', not_reached: '未核',
    honest: '这一页是随检查包来的，只图方便：谁能换掉检查包，就能换掉这一页。要作为证明，请用另外取得的核对程序（youju-verify），加上事先知道的钥匙和事先留存的检查点。相符只说明这些记录当时这样入了日志、数据由它们算出；不说明记录所写的事属实，也不说明没有漏记。',
    own: '自己核对', key: '事先知道的钥匙', key_note: '报告末页或公示处抄来的一行', anchor: '事先留存的检查点', anchor_note: '邮件、纸质或见证方保存的几行文字', again: '重新核对', choose: '选择或拖入另一个检查包（ZIP）',
    status_good: '相符', status_wrong: '不符', status_unproved: '无法重算', said: '报告写', is: '重算', rule: '口径', expr: '算式', entered: '录入', entered_text: '按时 {on_time}，补录 {late}，接转 {taken_over}', provisional: '所据日历尚未公布，暂定',
    base: '对比组', set_records: '{n} 条记录', first_of: '只列前 {n} 条', unit: '单位', state: '状态', happened: '日期', kind: '类别', entry_no: '日志第 {n} 条', version: '第 {n} 版', entered_at: '入账', actor: '经手账号', also: '同时计入', history: '各版', closed: '内容没有放入检查包', erased: '内容已依法删除', title: '标题',
    slots: '应做与已做', stretch: '时段', required: '应做', held: '已做', exempt: '免做', explained: '已说明', not_yet: '未到期',
    save: '另存', absent: '不在包内，按摘要索取', digest: '摘要', size: '大小', bytes: '{n} 字节', proof: '这条日志在树里的位置', leaf: '叶子散列', path: '逐层相邻散列', root: '树根', origin: '来源', vkey: '验证钥匙', entries: '条数', checkpoint: '检查点原文', made_by: '生成程序', name: '文件名', yes: '是', no: '否', yuan: '元', persons: '{n} 人',
    unsigned: '没有签发记录，只是草稿。', signed: '日志第 {n} 条，入账 {at}', by: '按录入时间', zip_bad: '读不出这个文件。', page_of: '核对时间 {at}', no_findings: '没有。',
  },
  en: {
    product: 'Youju', what: 'Bundle check', print: 'Print', working: 'Checking…', report_no: 'version {n}', made: 'made {at}', at: 'figures stand on the first {at} log entries',
    good: 'Nothing wrong found', good_bare: 'Nothing wrong within the bundle. As a proof it still needs a key known before and a checkpoint held elsewhere, entered below.',
    good_key: 'The key is the one you gave. There is no checkpoint yet: the bundle alone cannot rule out that a whole history was rewritten and signed again.', good_all: 'Key and checkpoint are the ones you held before, and both fit.',
    wrong: '{n} things are wrong', wrong_more: 'Below, each with its file, log entry or figure.', none: 'No bundle is loaded', none_more: 'Drop a bundle (ZIP file) below or choose one. Nothing leaves this computer.',
    figures: 'Figures', records: 'Records', evidence: 'Evidence', log: 'Log and checkpoint', findings: 'What is wrong', remarks: 'To be known', files: 'Report files', signoff: 'Sign-off', packs: 'Packs the rules come from', members: 'All files in the bundle',
    chain_figures: '{good} of {all} hold', chain_records: 'log entries', chain_evidence: 'attachments enclosed', chain_root: 'root and checkpoint', matches: 'fit', differs: 'differ', not_reached: 'not checked',
    honest: 'This page came with the bundle and is a convenience: whoever can replace the bundle can replace this page. As a proof, use a verifier obtained elsewhere (youju-verify), with a key known before and a checkpoint held elsewhere. That all fits says only that these records entered the log as they are and that the figures follow from them; not that what they say is true, nor that nothing was left unrecorded.',
    own: 'Check with what you hold', key: 'Key known before', key_note: 'the line from the report’s last page or where it was published', anchor: 'Checkpoint held elsewhere', anchor_note: 'the few lines kept by mail, on paper or by a witness', again: 'Check again', choose: 'Choose or drop another bundle (ZIP)',
    status_good: 'holds', status_wrong: 'wrong', status_unproved: 'not recomputed', said: 'Report says', is: 'Recomputed', rule: 'Rule', expr: 'Expression', entered: 'Entered', entered_text: '{on_time} on time, {late} late, {taken_over} taken over', provisional: 'stands on a calendar not yet published: provisional',
    base: 'Compared with', set_records: '{n} records', first_of: 'the first {n} only', unit: 'Unit', state: 'State', happened: 'Date', kind: 'Kind', entry_no: 'log entry {n}', version: 'version {n}', entered_at: 'Entered at', actor: 'Account', also: 'Also counts as', history: 'Versions', closed: 'Content not enclosed', erased: 'Content erased by law', title: 'Title',
    slots: 'Required and held', stretch: 'Stretch', required: 'Required', held: 'Held', exempt: 'exempt', explained: 'explained', not_yet: 'not yet due',
    save: 'Save', absent: 'not enclosed; ask for it by its digest', digest: 'Digest', size: 'Size', bytes: '{n} bytes', proof: 'Place of this entry in the tree', leaf: 'Leaf hash', path: 'Neighbouring hashes, level by level', root: 'Root', origin: 'Origin', vkey: 'Verifier key', entries: 'Entries', checkpoint: 'Checkpoint as signed', made_by: 'Made by', name: 'File', yes: 'yes', no: 'no', yuan: 'yuan', persons: '{n} persons',
    unsigned: 'Not signed off; a draft.', signed: 'log entry {n}, entered {at}', by: 'by time of entry', zip_bad: 'This file cannot be read.', page_of: 'checked {at}', no_findings: 'Nothing.',
  },
};
export const word = (lang, key, args = {}) => WORDS[lang][key].replace(/\{(\w+)\}/g, (_, name) => String(args[name]));
